// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.util.List;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Blocks;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.enforcement.warning.NoticeKind;
import org.relaywarden.enforcement.warning.NoticeRecord;
import org.relaywarden.enforcement.warning.Notices;

/** Moves a case on once its blocks and notices are where they ought to be. What is due is a query. */
final class Progress {

    private final Store store;
    private final Casefile cases;
    private final Blocks blocks;
    private final Notices notices;

    Progress(Store store, Casefile cases, Blocks blocks, Notices notices) {
        this.store = store;
        this.cases = cases;
        this.blocks = blocks;
        this.notices = notices;
    }

    /** "Your block is lifted" must be true when it is read: it waits until every block is gone. */
    boolean mayLeave(NoticeRecord notice) {
        return notice.kind() != NoticeKind.LIFTED || areGone(notice.caseNumber());
    }

    /** Answers whether a case moved. */
    boolean advance() {
        boolean moved = false;
        for (CaseRecord each : cases.allOpen()) {
            if (each.state() == CaseState.CONFIRMED || each.state() == CaseState.LIFTING) {
                moved |= store.transaction(session -> advance(each.number()));
            }
        }
        return moved;
    }

    private boolean advance(long number) {
        CaseState state = cases.byNumber(number).orElseThrow().state();
        if (state == CaseState.CONFIRMED && areOn(number) && isTold(number)) {
            cases.record(number, new CaseEvent.Blocked(), "desk");
            return true;
        }
        if (state == CaseState.LIFTING && areGone(number) && isTold(number)) {
            cases.record(number, new CaseEvent.Lifted(), "desk");
            return true;
        }
        return false;
    }

    private boolean areOn(long number) {
        return blocks.ofCase(number).stream().allMatch(block -> block.desiredOn() && block.isSettled());
    }

    private boolean areGone(long number) {
        return blocks.ofCase(number).stream().allMatch(block -> block.actual() == BlockRecord.Actual.OFF);
    }

    private boolean isTold(long number) {
        List<NoticeRecord> planned = notices.ofCase(number);
        return !planned.isEmpty() && planned.stream().allMatch(notice -> notice.deliveredAt().isPresent());
    }
}
