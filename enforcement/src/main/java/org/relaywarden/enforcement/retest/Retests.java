// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.retest;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.sweep.Sweep;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tests that replies ask for. What is due is a query: a test that died with the process is due again. The
 * result is a finding that bears the case's number. Thread-safe.
 */
public final class Retests {

    private static final Logger LOG = LoggerFactory.getLogger(Retests.class);
    private static final int RECENT_FINDINGS = 200;

    private final Collaborators with;
    private final RetestBudget budget;
    private final Set<Long> running = ConcurrentHashMap.newKeySet();

    /**
     * What it works with.
     *
     * @param threads runs each test, which takes minutes
     * @param isBlocked whether a host of this login is blocked, and so is tested from inside (S6)
     * @param untestable hears of a case whose host none may test any more, on the test's thread
     */
    public record Collaborators(
            Store store,
            InstantSource clock,
            Casefile cases,
            Sweep sweep,
            Executor threads,
            BiPredicate<String, InetAddress> isBlocked,
            Consumer<Long> untestable) {}

    public Retests(Collaborators with, RetestBudget budget) {
        this.with = with;
        this.budget = budget;
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule}. */
    public static List<Class<?>> entities() {
        return List.of(RetestEntity.class);
    }

    /** Whether a reply may still have this case's host tested today. */
    public boolean hasBudget(long caseNumber) {
        Instant dayAgo = now().minus(Duration.ofDays(1));
        return attempts(caseNumber).stream().filter(each -> each.startedAt.isAfter(dayAgo)).count()
                < budget.perDayMax();
    }

    /** The figure of {@link #hasBudget}, to be told. */
    public int perDayMax() {
        return budget.perDayMax();
    }

    /** Starts what is due, and answers how many. */
    public int startDue() {
        int started = 0;
        for (CaseRecord each : with.cases().allOpen()) {
            if (each.state() == CaseState.RETEST_QUEUED
                    && running.size() < budget.runningMax()
                    && isDue(each)
                    && running.add(each.number())) {
                start(each);
                started++;
            }
        }
        return started;
    }

    private boolean isDue(CaseRecord found) {
        if (running.contains(found.number()) || isAnswered(found) || !hasBudget(found.number())) {
            return false;
        }
        Instant latest = now().minus(budget.apart());
        // An attempt that has no end was cut short: it tells nothing and holds nobody up.
        return attempts(found.number()).stream().noneMatch(each ->
                each.endedAt != null && each.startedAt.isAfter(latest));
    }

    /** Whether the finding is there and only waits to be read. */
    private boolean isAnswered(CaseRecord found) {
        Optional<Instant> repliedAt = found.repliedAt();
        return repliedAt.isPresent()
                && with.sweep().findings().ofLogin(found.login(), RECENT_FINDINGS).stream()
                        .anyMatch(finding -> finding.reference().equals(Optional.of(found.number()))
                                && isOf(found, finding)
                                && !finding.startedAt().isBefore(repliedAt.get())
                                && !wasCutShort(found, finding));
    }

    /**
     * Whether this finding is what our own crash or stop left of a test: it says nothing of the host, and the test is
     * due again.
     */
    public boolean wasCutShort(CaseRecord found, Finding finding) {
        if (finding.verdict() != VerdictKind.INCONCLUSIVE || running.contains(found.number())) {
            return false;
        }
        Optional<RetestEntity> attempt = attempts(found.number()).reversed().stream()
                .filter(each -> !each.startedAt.isAfter(finding.startedAt()))
                .findFirst();
        return attempt.isPresent() && attempt.get().endedAt == null;
    }

    private void start(CaseRecord found) {
        try {
            with.threads().execute(() -> {
                try {
                    run(found);
                } catch (RuntimeException failed) {
                    LOG.error("case={} login={} the retest failed; it is due again", found.number(), found.login(),
                            failed);
                } finally {
                    running.remove(found.number());
                }
            });
        } catch (RejectedExecutionException stopping) {
            running.remove(found.number());
        }
    }

    private void run(CaseRecord found) {
        long attempt = with.store().transaction(session -> {
            var begun = new RetestEntity(found.number(), now());
            session.persist(begun);
            return begun.id;
        });
        Vantage vantage = with.isBlocked().test(found.login(), found.address()) ? Vantage.INSIDE : Vantage.OUTSIDE;
        // Decision 15: the tests that convicted are asked again, whatever tier they are of.
        var request = new ScanRequest(
                        Optional.of(found.login()), vantage, ScanRequest.Cause.RETEST, Optional.of(found.number()))
                .with(found.provenTests().stream().map(TestId::new).toList());
        HostsPicked picked = new HostsPicked();
        List<Finding> findings = with.sweep().scan(request, picked);
        boolean tested = findings.stream().anyMatch(finding -> isOf(found, finding));
        // Fewer findings than hosts: the program is stopping. The attempt stays without an end, and is due again.
        if (tested || findings.size() == picked.hosts) {
            with.store().inTransaction(session -> session.find(RetestEntity.class, attempt).endedAt = now());
        }
        if (!tested && findings.size() == picked.hosts) {
            with.untestable().accept(found.number());
        }
    }

    private static boolean isOf(CaseRecord found, Finding finding) {
        return finding.address().equals(found.address()) && finding.port() == found.port();
    }

    private List<RetestEntity> attempts(long caseNumber) {
        return with.store().transaction(session -> session
                .createSelectionQuery("from RetestEntity where caseNumber = :number order by id", RetestEntity.class)
                .setParameter("number", caseNumber)
                .list());
    }

    private Instant now() {
        return with.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Keeps how many hosts the customer has to test. */
    private static final class HostsPicked implements Sweep.Progress {
        private volatile int hosts = -1;

        @Override
        public void begun(int hosts) {
            this.hosts = hosts;
        }

        @Override
        public void judged(Finding finding, int done, int hosts) {}
    }
}
