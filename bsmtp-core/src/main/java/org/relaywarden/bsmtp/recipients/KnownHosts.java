// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.recipients;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.relaywarden.bsmtp.refused.RefusedRecipient;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** What is known of customers' hosts since mail was last delivered there (decision 10). Thread-safe. */
public interface KnownHosts {

    /** Whether the host of this account offered SMTPUTF8 (RFC 6531) when it last greeted us. */
    boolean takesSmtpUtf8(String login);

    /** That the host of this account said within a day that it has no such user. */
    Optional<RefusedRecipient> refusalOf(String login, MailAddress recipient);

    /** Known by these. */
    static KnownHosts by(
            Predicate<String> takesSmtpUtf8, BiFunction<String, MailAddress, Optional<RefusedRecipient>> refusalOf) {
        return new KnownHosts() {
            @Override
            public boolean takesSmtpUtf8(String login) {
                return takesSmtpUtf8.test(login);
            }

            @Override
            public Optional<RefusedRecipient> refusalOf(String login, MailAddress recipient) {
                return refusalOf.apply(login, recipient);
            }
        };
    }

    /** Nothing is known of any host. */
    static KnownHosts none() {
        return by(login -> false, (login, recipient) -> Optional.empty());
    }
}
