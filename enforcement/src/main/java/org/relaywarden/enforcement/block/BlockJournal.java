// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

import java.util.LinkedHashMap;
import java.util.Map;
import org.relaywarden.bsmtp.journal.Counter;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.Store;

/** What blocks and drivers tell the log, beside the histories of the cases. */
final class BlockJournal {

    /** What is counted. */
    enum Count implements Counter {
        /** Things on the device that were not as we left them, and were put right: its drift. */
        REPAIRED("block.repaired", "repairs"),
        /** Conversations after which the device was not as wanted. */
        FAILED("block.failed", "conversations");

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

    BlockJournal(Store store, Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    /** Once it is committed. */
    void repaired(String driver, BlockDriver.Repair repair) {
        String id = repair.caseNumber().isPresent() ? "case-" + repair.caseNumber().getAsLong() : "blocks";
        Map<String, Object> fields = fields(driver);
        fields.put("found", repair.what());
        store.afterCommit(() -> {
            journal.fact(id, "repaired", fields);
            journal.count(Count.REPAIRED);
        });
    }

    void failed(String driver, String fault) {
        Map<String, Object> fields = fields(driver);
        fields.put("fault", fault);
        journal.fact("blocks", "unconfirmed", fields);
        journal.count(Count.FAILED);
    }

    private static Map<String, Object> fields(String driver) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("driver", driver);
        return fields;
    }
}
