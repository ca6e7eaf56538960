// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fullness;

import org.relaywarden.bsmtp.journal.Counter;

/** What is counted about warnings. */
public enum FullnessCounter implements Counter {
    /** Warnings that lie in the mailboxes of their owners. */
    WARNED("fullness.warned", "mails"),
    /** Looks that failed, by the database or the disk; what is due is looked at again. */
    FAILED("fullness.failed", "looks");

    private final String id;
    private final String unit;

    FullnessCounter(String id, String unit) {
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
