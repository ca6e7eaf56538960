// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.time.Duration;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * Who writes the bounces, and how many at most. Immutable.
 *
 * @param hostName of this mail system, as in the banner
 * @param providerName as customers know it
 * @param postmaster stands in From, and gets what can't be told to anybody else
 * @param perAccountMax bounces of one account's mail in a window, at least 1
 * @param perSenderMax bounces to one sender in a window, at least 1
 * @param rateWindow how long it takes for a used allowance to come back, at least a second
 */
public record BounceSettings(
        String hostName,
        String providerName,
        MailAddress postmaster,
        int perAccountMax,
        int perSenderMax,
        Duration rateWindow) {

    public BounceSettings {
        if (perAccountMax < 1 || perSenderMax < 1 || rateWindow.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("at least one bounce in a window of at least a second, got "
                    + perAccountMax + " per account and " + perSenderMax + " per sender in " + rateWindow);
        }
    }

    /** 100 an hour for an account, 20 for a sender. */
    public static BounceSettings defaults(String hostName, String providerName, MailAddress postmaster) {
        return new BounceSettings(hostName, providerName, postmaster, 100, 20, Duration.ofHours(1));
    }
}
