// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.signon;

import java.time.Duration;
import java.time.Instant;

/**
 * How sign-ons are judged.
 *
 * @param quiet a sign-on starts a delivery when the one before was longer ago than this (B6)
 * @param silenceMax a session counts as ended when nothing was heard of it for so long: longer than the pause between
 *     two Interims of any access server; where servers send none, as long as a line stays up
 */
public record SignOnSettings(Duration quiet, Duration silenceMax) {

    public SignOnSettings {
        if (quiet.isNegative() || silenceMax.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("quiet is 0 or more, and silence a minute or more");
        }
    }

    /** B6's 20 minutes, and a day. */
    public static SignOnSettings standard() {
        return new SignOnSettings(Duration.ofMinutes(20), Duration.ofDays(1));
    }

    Instant heardSince(Instant now) {
        return now.minus(silenceMax);
    }
}
