// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.routing;

import java.net.InetAddress;
import java.util.function.Predicate;
import org.relaywarden.bsmtp.dns.MailExchangers;

/** Tells where mail for a domain goes. Thread-safe. */
@FunctionalInterface
public interface Routes {

    /** Asks now; takes as long as {@link MailExchangers#of}. */
    Route of(String domain);

    /**
     * By the MX records of each domain (RFC 5321 section 5.1).
     *
     * @param isOurs whether a host of ours is at this address: mail is never sent on to ourselves
     */
    static Routes byExchangers(MailExchangers exchangers, Predicate<InetAddress> isOurs) {
        return new ExchangerRoutes(exchangers, isOurs);
    }
}
