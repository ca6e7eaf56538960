// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.util.List;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.lift.LiftRule;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.Findings;
import org.relaywarden.scanner.verdict.VerdictKind;

/**
 * Reads the findings in order. How far it has read stands in a table of its own, written in the transaction of what
 * followed: a crash loses no finding and handles none twice.
 */
final class FindingReader {

    private static final String CURSOR = "findings";
    private static final int BATCH = 100;
    private static final int RECENT_FINDINGS = 200;

    private final Store store;
    private final Findings findings;
    private final FindingRules rules;
    private final DeskJournal journal;

    FindingReader(Store store, Findings findings, FindingRules rules, DeskJournal journal) {
        this.store = store;
        this.findings = findings;
        this.rules = rules;
        this.journal = journal;
    }

    /** Handles all there is; answers whether there was any. */
    boolean read() {
        boolean any = false;
        while (true) {
            long from = store.transaction(session -> cursor(session, LockMode.NONE).sequence);
            List<Finding> batch = findings.after(from, BATCH);
            if (batch.isEmpty()) {
                return any;
            }
            batch.forEach(this::handle);
            any = true;
        }
    }

    private void handle(Finding finding) {
        store.inTransaction(session -> {
            CursorEntity cursor = cursor(session, LockMode.PESSIMISTIC_WRITE);
            if (finding.sequence() <= cursor.sequence) {
                return;
            }
            follow(finding);
            cursor.sequence = finding.sequence();
        });
    }

    private static CursorEntity cursor(Session session, LockMode lock) {
        CursorEntity cursor = session.find(CursorEntity.class, CURSOR, lock);
        if (cursor == null) {
            cursor = new CursorEntity(CURSOR);
            session.persist(cursor);
        }
        return cursor;
    }

    private void follow(Finding finding) {
        boolean proof = finding.verdict() == VerdictKind.OPEN && !finding.returned().isEmpty();
        if (!proof) {
            rules.onTest(finding);
        } else if (isOutdated(finding)) {
            journal.outdatedProof(finding);
            rules.onOutdatedProof(finding);
        } else {
            rules.onProof(finding);
        }
    }

    /**
     * Decision 12: a return judges the run that sent it, and reopens nothing after a later full run that was CLOSED.
     */
    private boolean isOutdated(Finding finding) {
        return findings.ofLogin(finding.login(), RECENT_FINDINGS).stream()
                .anyMatch(other -> other.runId() != finding.runId()
                        && other.address().equals(finding.address())
                        && other.port() == finding.port()
                        && LiftRule.isFullClosed(other)
                        && other.startedAt().isAfter(finding.startedAt()));
    }
}
