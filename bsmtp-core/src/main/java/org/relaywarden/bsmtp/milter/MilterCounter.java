// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import org.relaywarden.bsmtp.journal.Counter;

/** What is counted of milters. */
public enum MilterCounter implements Counter {
    /** Conversations that came to a ruling. */
    RULED("milter.ruled", "mails"),
    /** Conversations that did not: the milter was away, silent, or talked nonsense. */
    ABSENT("milter.absent", "mails");

    private final String id;
    private final String unit;

    MilterCounter(String id, String unit) {
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
