// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smarthost;

import org.relaywarden.bsmtp.journal.Counter;

/** What the smarthost's policy counts; each refusal is also told by the intake. */
public enum SmarthostCounter implements Counter {
    /** Recipients refused because the peer is not on our network and has not logged in. */
    STRANGERS("smarthost.strangers", "recipients"),
    /** Recipients refused because the sender may not send at present. */
    NOT_ACTIVE("smarthost.not-active", "recipients"),
    /** Recipients put off because their sender has had as many as it may have in an hour. */
    TOO_MUCH("smarthost.too-much", "recipients");

    private final String id;
    private final String unit;

    SmarthostCounter(String id, String unit) {
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
