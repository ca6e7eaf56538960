// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.outgoing;

import org.relaywarden.bsmtp.journal.Counter;

/** What the relay counts. */
public enum OutgoingCounter implements Counter {
    /** Messages that the relay host has now. */
    RELAYED("outgoing.relayed", "messages"),
    /** Attempts that failed for now; the message stays. */
    DEFERRED("outgoing.deferred", "messages"),
    /** Messages that were given up, and told to the postmaster. */
    GIVEN_UP("outgoing.given-up", "messages"),
    /** Rounds that ended by the relay host's fault. */
    HOST_FAILED("outgoing.host-failed", "rounds"),
    /** Faults of ours, the disk's for the most part; the message stays. */
    FAULTS("outgoing.faults", "faults");

    private final String id;
    private final String unit;

    OutgoingCounter(String id, String unit) {
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
