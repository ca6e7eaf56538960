// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import org.relaywarden.bsmtp.journal.Counter;

/** What judgements count. */
enum RunCount implements Counter {
    /** Judgements, late ones too. */
    FINDINGS("scan.findings", "findings"),
    /** Returns that came after the host was seen closed. */
    FILED_LATE("scan.returns.late", "messages");

    private final String id;
    private final String unit;

    RunCount(String id, String unit) {
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
