// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.filter;

import org.relaywarden.bsmtp.journal.Counter;

/** What becomes of the mails that a content filter sees. */
public enum FilterCounter implements Counter {
    /** Kept, with or without lines on top. */
    ACCEPTED("filter.accepted", "mails"),
    /** Kept in the account's mailbox, and not pushed. */
    SET_ASIDE("filter.set-aside", "mails"),
    /** Refused for good. */
    REJECTED("filter.rejected", "mails"),
    /** Put off, by the filter or for want of it. */
    DEFERRED("filter.deferred", "mails");

    private final String id;
    private final String unit;

    FilterCounter(String id, String unit) {
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
