// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import org.relaywarden.bsmtp.journal.Counter;

/** What the spool counts. */
public enum SpoolCounter implements Counter {
    /** Copies that are on disk for good, each of them promised by a 250 or written by the program. */
    QUEUED("spool.queued", "copies"),
    /** Messages that the disk did not take; their senders were told to try again. */
    FAILED("spool.failed", "messages"),
    /** Messages not begun because fewer bytes or inodes than the reserve were free. */
    RESERVE_REACHED("spool.reserve-reached", "messages"),
    /** Damaged files moved to the quarantine folder: each one needs a human. */
    QUARANTINED("spool.quarantined", "files"),
    /** Files that could not be read just now, left where they lie. */
    UNREADABLE("spool.unreadable", "files"),
    /** Messages of system mailboxes that were handled and removed. */
    CONSUMED("spool.consumed", "messages"),
    /** Messages whose consumer failed; they stay and come again. */
    POSTPONED("spool.postponed", "messages"),
    /** Unfinished files of an earlier process, removed after a start. */
    LEFT_OVERS("spool.left-overs", "files");

    private final String id;
    private final String unit;

    SpoolCounter(String id, String unit) {
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
