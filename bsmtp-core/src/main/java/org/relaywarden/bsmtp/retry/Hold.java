// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.retry;

import java.time.Instant;

/**
 * An operator keeps an account's mail back: nothing is pushed until it is released. Immutable.
 *
 * @param by who holds it, 1 to 64 characters
 * @param reason in the operator's words, 1 to 200 characters
 */
public record Hold(String by, String reason, Instant since) {

    public Hold {
        if (by.isBlank() || by.length() > 64 || reason.isBlank() || reason.length() > 200) {
            throw new IllegalArgumentException("a hold needs a name of 1 to 64 characters and a reason of 1 to 200");
        }
    }

    /** In one line, for an operator. */
    @Override
    public String toString() {
        return "held by " + by + " since " + since + ": " + reason;
    }
}
