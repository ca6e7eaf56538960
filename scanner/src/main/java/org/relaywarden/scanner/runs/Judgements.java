// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.FindingJournal;
import org.relaywarden.scanner.marks.HostMark;
import org.relaywarden.scanner.marks.Marks;
import org.relaywarden.scanner.verdict.HostJudge;
import org.relaywarden.scanner.verdict.Observed;
import org.relaywarden.scanner.verdict.Verdict;
import org.relaywarden.scanner.verdict.VerdictKind;

/**
 * Appends findings, one at a time: a reader that follows their sequence must not meet a higher one before a lower one
 * is committed, and a return must meet its run either still under way or judged, never in between. Thread-safe.
 */
public final class Judgements {

    private final Store store;
    private final StoredFindings findings;
    private final Marks marks;
    private final InstantSource clock;
    private final FindingJournal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, CountDownLatch> underWay = new HashMap<>();

    Judgements(
            Store store, StoredFindings findings, Marks marks, InstantSource clock, FindingJournal journal) {
        this.store = store;
        this.findings = findings;
        this.marks = marks;
        this.clock = clock;
        this.journal = journal;
    }

    /** From now on a return of this run is signalled, and judged by {@link #judge}. */
    public void begun(long runId, CountDownLatch signal) {
        locked(() -> Optional.ofNullable(underWay.put(runId, signal)));
    }

    /** The run was given up without a judgement; {@link #judgeInterrupted()} of the next start judges it. */
    public void givenUp(long runId) {
        locked(() -> Optional.ofNullable(underWay.remove(runId)));
    }

    /** Judges a run that has seen all it will. */
    public Finding judge(long runId, Observed.Reach reach) {
        Finding finding = locked(() -> {
            underWay.remove(runId);
            return store.transaction(session -> {
                RunEntity run = session.find(RunEntity.class, runId);
                run.reach = reach;
                return appended(session, run);
            });
        });
        findings.tellAppended();
        return finding;
    }

    /** A probe of this run came back; its row is committed by now. Wakes the run: one proof is enough. */
    void returned(long runId) {
        locked(() -> {
            Optional<CountDownLatch> signal = Optional.ofNullable(underWay.get(runId));
            signal.ifPresent(CountDownLatch::countDown);
            return signal;
        });
        judgeAgain(runId);
    }

    /** A bounce of this run came; its row is committed by now. A run under way goes on: a proof may still come. */
    void bounced(long runId) {
        judgeAgain(runId);
    }

    /** Wakes all runs under way, for the program stops. */
    public void wakeAll() {
        locked(() -> {
            underWay.values().forEach(CountDownLatch::countDown);
            return underWay;
        });
    }

    private void judgeAgain(long runId) {
        Optional<Finding> finding = locked(() -> underWay.containsKey(runId)
                ? Optional.empty()
                : store.transaction(session -> judgedAgain(session, session.find(RunEntity.class, runId))));
        if (finding.isPresent()) {
            findings.tellAppended();
        }
    }

    /** Judges what an earlier process left; call it before any run begins. */
    public void judgeInterrupted() {
        List<Long> left = store.transaction(session -> session.createSelectionQuery(
                        "select r.id from RunEntity r where r.reach is null order by r.id", Long.class)
                .getResultList());
        left.forEach(runId -> judge(runId, Observed.Reach.INTERRUPTED));
    }

    /** Late: the run has its verdict. Decision 12: it is judged anew, unless the host was seen closed since. */
    private Optional<Finding> judgedAgain(Session session, RunEntity run) {
        if (wasClosedSince(session, run)) {
            journal.filedLate(run.id, run.login);
            return Optional.empty();
        }
        FindingEntity last = lastOf(session, run);
        RunRecord record = RunRecord.read(session, run);
        if (last != null && finding(record).saysTheSameAs(last)) {
            return Optional.empty();
        }
        return Optional.of(appended(session, run));
    }

    private static boolean wasClosedSince(Session session, RunEntity run) {
        return session.createSelectionQuery(
                                """
                                select count(*) from FindingEntity f
                                where f.run.address = :address and f.run.port = :port and f.run.startedAt > :started
                                and f.verdict = :closed and f.complete""",
                                Long.class)
                        .setParameter("address", run.address)
                        .setParameter("port", run.port)
                        .setParameter("started", run.startedAt)
                        .setParameter("closed", VerdictKind.CLOSED)
                        .getSingleResult()
                > 0;
    }

    private static @Nullable FindingEntity lastOf(Session session, RunEntity run) {
        return session.createSelectionQuery(
                        "from FindingEntity f where f.run = :run order by f.sequence desc", FindingEntity.class)
                .setParameter("run", run)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .orElse(null);
    }

    private Finding appended(Session session, RunEntity run) {
        FindingEntity row = finding(RunRecord.read(session, run));
        session.persist(row);
        Finding finding = row.toFinding();
        store.afterCommit(() -> journal.judged(finding));
        return finding;
    }

    private FindingEntity finding(RunRecord record) {
        RunEntity run = record.run();
        Observed.Reach reach = run.reach == null ? Observed.Reach.INTERRUPTED : run.reach;
        List<HostJudge.PathSeen> seen = record.seen(reach);
        Verdict verdict = HostJudge.of(seen);
        return new FindingEntity(
                        run,
                        marks.of(run.login, run.inetAddress())
                                .map(mark -> asMarked(mark, verdict))
                                .orElse(verdict),
                        HostJudge.from(seen),
                        HostJudge.isComplete(seen),
                        ScanBook.micros(clock.instant()))
                .with(record.accepted(), record.returned());
    }

    /** A trap takes what it takes on purpose: the operator's word counts, and what was seen is told beside it. */
    private static Verdict asMarked(HostMark mark, Verdict seen) {
        return new Verdict.Honeypot("Marked as a trap by " + mark.by() + "; the tests alone say " + seen.kind() + ".");
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
