// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.recipients;

/** What is known of customers' hosts from the last time that mail was delivered there. */
@FunctionalInterface
public interface HostOffers {

    /** Whether the host of this account offered SMTPUTF8 (RFC 6531) when it was last greeted (decision 10). */
    boolean smtpUtf8(String login);

    /** Nothing is known of any host. */
    static HostOffers unknown() {
        return login -> false;
    }
}
