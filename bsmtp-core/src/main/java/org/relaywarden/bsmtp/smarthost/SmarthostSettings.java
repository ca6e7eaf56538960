// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smarthost;

import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * Who may send by the smarthost, and how much. Immutable.
 *
 * @param mailDomain the provider's own: a login that comes with it behind an @ is the login before it
 * @param networks whether an address is in one of the provider's ranges, from which anybody may send
 * @param recipientsPerHourMax of one sender, at least 1
 */
public record SmarthostSettings(String mailDomain, Predicate<InetAddress> networks, int recipientsPerHourMax) {

    public SmarthostSettings {
        if (recipientsPerHourMax < 1) {
            throw new IllegalArgumentException("at least one recipient an hour, got " + recipientsPerHourMax);
        }
    }
}
