// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.dossier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.casefile.HistoryLine;
import org.relaywarden.enforcement.warning.NoticeRecord;

/**
 * A case and all that belongs to it. Immutable.
 *
 * @param record the case as it stands
 * @param customer empty when the login is no longer in the books
 * @param proof the run that opened the case
 * @param latest the newest run on the same host and port; often the same as {@code proof}
 * @param history oldest first
 */
public record Dossier(
        CaseRecord record,
        Optional<Customer> customer,
        Optional<Run> proof,
        Optional<Run> latest,
        List<BlockRecord> blocks,
        List<NoticeRecord> notices,
        List<HistoryLine> history) {

    /** A notice to our own Maildir is a matter of seconds; one that takes longer has met a fault. */
    private static final Duration NOTICE_IS_LATE_AFTER = Duration.ofMinutes(15);

    public Dossier {
        blocks = List.copyOf(blocks);
        notices = List.copyOf(notices);
        history = List.copyOf(history);
    }

    /** E5: the deadline has passed and the next step is the customer's. While we owe a test or a lift, it waits. */
    public boolean isOverdue(Instant now) {
        boolean oursToDo =
                record.state() == CaseState.RETEST_QUEUED || record.state() == CaseState.LIFTING;
        return record.state().isOpen()
                && !oursToDo
                && record.deadlineAt().filter(deadline -> deadline.isBefore(now)).isPresent();
    }

    /** Blocks where the world is not as we want it. */
    public List<BlockRecord> unsettledBlocks() {
        return blocks.stream().filter(block -> !block.isSettled()).toList();
    }

    /** Planned a while ago, and still not in the admin account. */
    public List<NoticeRecord> lateNotices(Instant now) {
        return notices.stream()
                .filter(notice -> notice.deliveredAt().isEmpty()
                        && notice.plannedAt().plus(NOTICE_IS_LATE_AFTER).isBefore(now))
                .toList();
    }

    /** The lines of history of these kinds, oldest first. */
    public List<HistoryLine> lines(List<Class<? extends CaseEvent>> kinds) {
        List<String> names = kinds.stream().<String>map(Class::getSimpleName).toList();
        return history.stream().filter(line -> names.contains(line.event())).toList();
    }

    /** What was done in this time, oldest first. */
    public List<HistoryLine> linesIn(Instant from, Instant until) {
        return history.stream()
                .filter(line -> !line.at().isBefore(from) && line.at().isBefore(until))
                .toList();
    }
}
