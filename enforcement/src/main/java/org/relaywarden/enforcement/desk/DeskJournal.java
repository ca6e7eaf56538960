// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.relaywarden.bsmtp.journal.Counter;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.scanner.findings.Finding;

/** What the desk tells the log beside the histories of the cases. */
final class DeskJournal {

    /** What is counted. */
    enum Count implements Counter {
        /** Proofs of runs that a later full CLOSED run outdid: hosts' old queues. */
        OUTDATED_PROOFS("case.outdated-proofs", "findings");

        private final String id;
        private final String unit;

        Count(String id, String unit) {
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

    private final Store store;
    private final Journal journal;

    DeskJournal(Store store, Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    void outdatedProof(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("login", finding.login());
        fields.put("host", finding.address().getHostAddress() + ":" + finding.port());
        fields.put("run", finding.runId());
        store.afterCommit(() -> {
            journal.fact("finding-" + finding.sequence(), "outdated", fields);
            journal.count(Count.OUTDATED_PROOFS);
        });
    }
}
