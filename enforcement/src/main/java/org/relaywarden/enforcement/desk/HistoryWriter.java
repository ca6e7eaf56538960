// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.util.function.LongConsumer;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Blocks;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.enforcement.warning.NoticeRecord;

/** Writes into the case what drivers did and which notice lies where, in the transaction that records it there. */
final class HistoryWriter implements Blocks.Listener {

    private final Casefile cases;
    private LongConsumer afterFailure = caseNumber -> {};
    private LongConsumer onBecomingReal = caseNumber -> {};

    HistoryWriter(Casefile cases) {
        this.cases = cases;
    }

    /** What to do for a case whose network block failed (E4). */
    void afterFailure(LongConsumer action) {
        afterFailure = action;
    }

    /** What to do for a case whose block was only recorded so far, and is on now. */
    void onBecomingReal(LongConsumer action) {
        onBecomingReal = action;
    }

    @Override
    public void changed(BlockRecord before, BlockRecord now) {
        String measure = now.measure().name();
        if (now.lastFault().isPresent()) {
            record(now.caseNumber(), new CaseEvent.BlockFailed(measure, now.lastFault().get()));
            if (now.measure() == Measure.NETWORK_BLOCK && now.desiredOn()) {
                afterFailure.accept(now.caseNumber());
            }
            return;
        }
        record(
                now.caseNumber(),
                now.desiredOn()
                        ? new CaseEvent.BlockConfirmed(measure, now.dryRun())
                        : new CaseEvent.BlockGone(measure, now.dryRun()));
        if (now.desiredOn() && before.dryRun() && !now.dryRun()) {
            onBecomingReal.accept(now.caseNumber());
        }
    }

    /** A mark on the device may name a case that these books never had. */
    @Override
    public void repaired(long caseNumber, String what) {
        if (cases.byNumber(caseNumber).isPresent()) {
            record(caseNumber, new CaseEvent.BlockRepaired(what));
        }
    }

    private void record(long caseNumber, CaseEvent event) {
        cases.record(caseNumber, event, "driver");
    }

    void onDelivered(NoticeRecord notice) {
        cases.record(
                notice.caseNumber(),
                new CaseEvent.NoticeDelivered(notice.kind().name(), notice.messageId()),
                "desk");
    }
}
