// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One account at the provider, as its books had it at the last import. Immutable.
 *
 * @param login 1 to 64 of {@code a-z 0-9 . _ -}, beginning with a letter or digit, no dot at the
 *     end and no two in a row: it names a folder and a mail address
 * @param aliases further local parts that reach the account mailbox (B10), same alphabet
 * @param domains the domains whose mail is kept for the customer's host (B1), lower-case
 * @param addresses the fixed addresses; at most one is the push target
 * @param usesSmarthost whether the host sends through our smarthost (B17, E4)
 * @param spamFilter decides the quota (B13)
 * @param testConsent the day on which a customer of line {@code elsewhere} agreed to be tested (E10)
 * @param style decides whether there is a mail trigger (B8)
 */
public record Customer(
        String login,
        List<String> aliases,
        Product product,
        List<String> domains,
        Line line,
        List<FixedAddress> addresses,
        boolean usesSmarthost,
        boolean spamFilter,
        Language language,
        SubscriptionState state,
        Optional<LocalDate> testConsent,
        SubscriptionStyle style) {

    public Customer {
        if (!Names.isMailboxName(login) || !aliases.stream().allMatch(Names::isMailboxName)) {
            throw new IllegalArgumentException("a login or an alias that is not 1 to 64 of a-z 0-9 . _ -");
        }
        aliases = List.copyOf(aliases);
        domains = List.copyOf(domains);
        addresses = List.copyOf(addresses);
        if (addresses.stream().filter(FixedAddress::pushTarget).count() > 1) {
            throw new IllegalArgumentException("more than one push target");
        }
    }

    /** One of the new style, as nearly all are. */
    public Customer(
            String login,
            List<String> aliases,
            Product product,
            List<String> domains,
            Line line,
            List<FixedAddress> addresses,
            boolean usesSmarthost,
            boolean spamFilter,
            Language language,
            SubscriptionState state,
            Optional<LocalDate> testConsent) {
        this(login, aliases, product, domains, line, addresses, usesSmarthost, spamFilter, language, state,
                testConsent, SubscriptionStyle.NEW);
    }

    /** B2: whether mail is taken and pushed. */
    public boolean isActive() {
        return state == SubscriptionState.ACTIVE;
    }

    /** B8: whether a mail to one of the domains starts a delivery. */
    public boolean hasMailTrigger() {
        return style == SubscriptionStyle.NEW;
    }
}
