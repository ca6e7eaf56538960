// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.quota;

import org.relaywarden.bsmtp.journal.Counter;

/** What is counted about full mailboxes. */
public enum QuotaCounter implements Counter {
    /** Recipients refused because their mailbox is full (B13). */
    FULL("quota.full", "recipients"),
    /** Recipients put off because the room left was promised to mail that was coming in. */
    PROMISED("quota.promised", "recipients"),
    /** Mailboxes whose files were added up: many of these for few messages, and something keeps changing them. */
    SUMMED("quota.summed", "sums");

    private final String id;
    private final String unit;

    QuotaCounter(String id, String unit) {
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
