// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.relaywarden.bsmtp.journal.Counter;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.Store;

/** What the cases tell the log: each line of each history, once it is committed. */
final class CaseJournal {

    /** What is counted. */
    enum Count implements Counter {
        /** Cases that a proof opened. */
        OPENED("case.opened", "cases"),
        /** Cases that ended because the host was mended. */
        FIXED("case.fixed", "cases");

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

    CaseJournal(Store store, Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    void opened() {
        store.afterCommit(() -> journal.count(Count.OPENED));
    }

    void recorded(CaseRecord found, HistoryLine line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("login", found.login());
        fields.put("host", found.address().getHostAddress() + ":" + found.port());
        fields.put("state", line.stateAfter());
        fields.put("actor", line.actor());
        fields.put("text", line.text());
        store.afterCommit(() -> {
            journal.fact("case-" + found.number(), line.event(), fields);
            if (line.event().equals(CaseEvent.Lifted.class.getSimpleName())) {
                journal.count(Count.FIXED);
            }
        });
    }
}
