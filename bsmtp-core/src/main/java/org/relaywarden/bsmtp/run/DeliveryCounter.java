// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import org.relaywarden.bsmtp.journal.Counter;

/** What delivery counts. */
public enum DeliveryCounter implements Counter {
    /** Messages that are wholly the hosts' now. */
    DELIVERED("delivery.delivered", "messages"),
    /** Messages that a host took for some of their recipients only. */
    PARTLY_DELIVERED("delivery.partly-delivered", "messages"),
    /** Messages that a host refused for now (4yz); they stay. */
    DEFERRED("delivery.deferred", "messages"),
    /** Messages that a host refused in words that mean for good (5yz); they stay all the same. */
    REFUSED("delivery.refused", "messages"),
    /** Messages whose reply to the final dot was lost: they are sent again, perhaps a second time. */
    UNCERTAIN("delivery.uncertain", "messages"),
    /** Messages of our own disk that can't go out as they are: each one needs a human. */
    UNFIT("delivery.unfit", "messages"),
    /** Runs that ended by the host's fault: it can't be reached, or serves nobody. */
    HOST_FAILED("delivery.host-failed", "runs"),
    /** Runs that ended because the host refuses everybody, or us (decision 10): someone must look. */
    HOST_AT_FAULT("delivery.host-at-fault", "runs"),
    /** Messages that waited no longer, by the host's word or an operator's; their senders are told where owed. */
    GIVEN_UP("delivery.given-up", "messages"),
    /** Runs that could not be done by a fault of ours: the disk or the database. */
    FAULTS("delivery.faults", "runs");

    private final String id;
    private final String unit;

    DeliveryCounter(String id, String unit) {
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
