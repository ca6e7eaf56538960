// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import org.relaywarden.bsmtp.journal.Counter;

/** What the sweep counts. */
enum ScanCount implements Counter {
    /** Connections to hosts. */
    CONVERSATIONS("scan.conversations", "conversations"),
    /** Runs that ended in a fault of ours. */
    FAULTS("scan.faults", "runs");

    private final String id;
    private final String unit;

    ScanCount(String id, String unit) {
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
