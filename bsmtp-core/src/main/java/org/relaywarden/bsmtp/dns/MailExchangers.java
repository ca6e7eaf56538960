// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dns;

/** Tells where DNS sends a domain's mail. Thread-safe. */
public interface MailExchangers {

    /** Asks the name servers of the settings. */
    static MailExchangers by(DnsSettings settings) {
        return new AskedExchangers(NameServers.of(settings), settings.answerWithin());
    }

    /** Asks now; takes at most three times {@link DnsSettings#answerWithin}. */
    Exchange of(String domain);
}
