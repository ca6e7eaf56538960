// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import org.relaywarden.bsmtp.journal.Counter;

/** What is counted of mail on its way to the world. */
public enum OnwardCounter implements Counter {
    /** Messages that a host took, or that went into mailboxes of ours; one to several domains counts for each. */
    SENT("onward.sent", "messages"),
    /** Attempts that failed for now; the message stays. */
    DEFERRED("onward.deferred", "messages"),
    /** Messages that a host may have got twice. */
    UNCERTAIN("onward.uncertain", "messages"),
    /** Messages that some or all recipients never get. */
    GIVEN_UP("onward.given-up", "messages"),
    /** Dials of a domain none of whose hosts served us. */
    UNREACHABLE("onward.unreachable", "dials"),
    /** Faults of ours, the disk's or the database's for the most part; the message stays. */
    FAULTS("onward.faults", "faults");

    private final String id;
    private final String unit;

    OnwardCounter(String id, String unit) {
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
