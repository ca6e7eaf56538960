// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import org.relaywarden.bsmtp.journal.Counter;

/** What is counted about packets. */
public enum RadiusCounter implements Counter {
    /** Reports that were recorded and answered. */
    ANSWERED("radius.answered", "packets"),
    /** Packets sent again: answered as before, or about to be. */
    REPEATED("radius.repeated", "packets"),
    /** Packets of sources that are not in the settings. */
    STRANGERS("radius.strangers", "packets"),
    /** Packets whose authenticator does not fit the secret. */
    UNPROVEN("radius.unproven", "packets"),
    /** Packets that are no accounting request. */
    MALFORMED("radius.malformed", "packets"),
    /** Reports that could not be recorded, or answered: they come again. */
    FAILED("radius.failed", "packets"),
    /** Reports above what may wait: unanswered, they come again. */
    SHED("radius.shed", "packets");

    private final String id;
    private final String unit;

    RadiusCounter(String id, String unit) {
        this.id = id;
        this.unit = unit;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String unit() {
        return unit;
    }
}
