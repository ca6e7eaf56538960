// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.findings;

import org.relaywarden.bsmtp.journal.Counter;

/** What judgements count. */
enum FindingCount implements Counter {
    /** Judgements, late ones too. */
    FINDINGS("scan.findings", "findings"),
    /** Returns that came after the host was seen closed. */
    FILED_LATE("scan.returns.late", "messages");

    private final String id;
    private final String unit;

    FindingCount(String id, String unit) {
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
