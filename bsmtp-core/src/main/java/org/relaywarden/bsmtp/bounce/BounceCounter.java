// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import org.relaywarden.bsmtp.journal.Counter;

/** What is counted about bounces. */
public enum BounceCounter implements Counter {
    /** Bounces that lie on the disk, to be sent. */
    QUEUED("bounce.queued", "mails"),
    /** Failures of which nobody was to be told. */
    NOT_OWED("bounce.not-owed", "mails"),
    /** Failures whose message stays, by its status or by the rate. */
    HELD("bounce.held", "mails"),
    /** Mail that could be given to nobody, told to the postmaster. */
    DOUBLE("bounce.double", "mails"),
    /** Notices that mail waits, on the disk, to be sent. */
    DELAY_TOLD("bounce.delay-told", "mails"),
    /** Waiting mails of whose delay the sender was not told, or not then. */
    DELAY_NOT_TOLD("bounce.delay-not-told", "mails");

    private final String id;
    private final String unit;

    BounceCounter(String id, String unit) {
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
