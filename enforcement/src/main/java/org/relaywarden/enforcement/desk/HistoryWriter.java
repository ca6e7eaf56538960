// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.util.function.LongConsumer;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.enforcement.warning.NoticeRecord;

/** Writes into the case what drivers did and which notice lies where, in the transaction that records it there. */
final class HistoryWriter {

    private final Casefile cases;
    private LongConsumer afterFailure = caseNumber -> {};

    HistoryWriter(Casefile cases) {
        this.cases = cases;
    }

    /** What to do for a case whose network block failed (E4). */
    void afterFailure(LongConsumer action) {
        afterFailure = action;
    }

    void onBlock(BlockRecord block) {
        String measure = block.measure().name();
        if (block.lastFault().isPresent()) {
            record(block, new CaseEvent.BlockFailed(measure, block.lastFault().get()));
            if (block.measure() == Measure.NETWORK_BLOCK && block.desiredOn()) {
                afterFailure.accept(block.caseNumber());
            }
            return;
        }
        record(
                block,
                block.desiredOn()
                        ? new CaseEvent.BlockConfirmed(measure, block.dryRun())
                        : new CaseEvent.BlockGone(measure, block.dryRun()));
    }

    private void record(BlockRecord block, CaseEvent event) {
        cases.record(block.caseNumber(), event, "driver");
    }

    void onDelivered(NoticeRecord notice) {
        cases.record(
                notice.caseNumber(),
                new CaseEvent.NoticeDelivered(notice.kind().name(), notice.messageId()),
                "desk");
    }
}
