// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.store.StoreException;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.Findings;
import org.relaywarden.scanner.findings.NightlyScan;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.pace.Gate;
import org.relaywarden.scanner.probe.Probe;
import org.relaywarden.scanner.proof.Collector;
import org.relaywarden.scanner.runs.Runs;
import org.relaywarden.scanner.runs.ScanBook;
import org.relaywarden.scanner.targets.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A virtual thread for each host, and a gate for those that talk. */
final class PacedSweep implements Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(PacedSweep.class);
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(10);

    /** Runs that one scan may cost a host: one that always ends in a fault of ours is not asked all day. */
    private static final int RUNS_MAX = 3;

    /** Conversations at once with the hosts of one network. */
    private static final int IN_NETWORK_MAX = 16;

    private final SweepParts parts;
    private final SweepTools tools;
    private final Map<Long, CountDownLatch> scansUnderWay = new ConcurrentHashMap<>();

    PacedSweep(SweepParts parts) {
        this.parts = parts;
        this.tools = new SweepTools(
                parts,
                Runs.in(parts.store(), parts.marks(), parts.clock(), parts.journal()),
                new Gate(parts.settings().pace().hostsAtOnce(), IN_NETWORK_MAX),
                new Probe(parts.targets(), parts.certificate(), parts.clock()),
                new ScanJournal(parts.journal()),
                new AtomicBoolean());
    }

    @Override
    public void start() {
        tools.judgements().judgeInterrupted();
        ScanSettings settings = parts.settings();
        Collector collector = new Collector(
                parts.tokens(),
                tools.runs().arrivals(),
                settings.ours(),
                settings.sources(),
                parts.journal());
        parts.spool().consume(SystemMailbox.COLLECTOR, collector);
    }

    @Override
    public List<Finding> scan(ScanRequest request, Progress progress) {
        return scan(tools.book().beginScan(request, tools.now()), request, hostsOf(request), progress);
    }

    @Override
    public Optional<NightlyScan> lastNight(Instant since) {
        return tools.book().lastNight(since);
    }

    @Override
    public List<Finding> goOn(NightlyScan scan, Progress progress) {
        ScanRequest request = tools.book().requestOf(scan.id());
        Map<String, List<Boolean>> runs = tools.book().runsOf(scan.id());
        List<Target> left = hostsOf(request).stream()
                .filter(host -> isLeft(runs.getOrDefault(ScanBook.hostKey(host.address(), host.port()), List.of())))
                .toList();
        return scan(scan.id(), request, left, progress);
    }

    private static boolean isLeft(List<Boolean> runsThatSaySomething) {
        return runsThatSaySomething.size() < RUNS_MAX && !runsThatSaySomething.contains(true);
    }

    private List<Target> hostsOf(ScanRequest request) {
        return request.login().map(parts.targets()::ofLogin).orElseGet(parts.targets()::all);
    }

    private List<Finding> scan(long scanId, ScanRequest request, List<Target> hosts, Progress progress) {
        CountDownLatch done = new CountDownLatch(1);
        if (scansUnderWay.putIfAbsent(scanId, done) != null) {
            throw new IllegalStateException("scan " + scanId + " is under way");
        }
        Tally tally = new Tally(progress, hosts.size());
        try {
            ExecutorService threads = Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("scan-" + scanId + "-", 0).factory());
            List<Future<Optional<Finding>>> runs = hosts.stream()
                    .map(host -> threads.submit(() -> tested(scanId, request, host, tally)))
                    .toList();
            threads.shutdown();
            awaitUninterruptibly(threads);
            List<Finding> judged = runs.stream().flatMap(run -> answer(run).stream()).toList();
            if (judged.size() == hosts.size()) {
                tools.book().endScan(scanId, tools.now());
            }
            return judged;
        } finally {
            scansUnderWay.remove(scanId);
            done.countDown();
        }
    }

    /** Empty when the sweep is closed meanwhile, or a fault of ours ended the run; the other hosts go on. */
    private Optional<Finding> tested(long scanId, ScanRequest request, Target host, Tally tally) {
        try {
            tools.stopIfAsked();
            Finding finding = new HostRun(tools, scanId, request, host).run();
            tally.judged(finding);
            return Optional.of(finding);
        } catch (InterruptedException closed) {
            return Optional.empty();
        } catch (RuntimeException fault) {
            if (StoreException.isAway(fault)) {
                // The store tells it once; told for each host of a night it would be thousands of lines.
                return Optional.empty();
            }
            tools.journal().faulted(host, fault);
            LOG.error("login={} host={}: the run ended in a fault", host.login(), host.address(), fault);
            return Optional.empty();
        }
    }

    /** An Error is no run's own fault: whoever asked for the scan is to see it, and its cause. */
    private static Optional<Finding> answer(Future<Optional<Finding>> ended) {
        if (ended.state() == Future.State.FAILED) {
            throw new IllegalStateException("a run ended in an error: " + ended.exceptionNow(), ended.exceptionNow());
        }
        return ended.resultNow();
    }

    /** An interrupt is kept for later: the runs themselves end by {@link #close()}. */
    private static void awaitUninterruptibly(ExecutorService threads) {
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                var _ = threads.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Findings findings() {
        return tools.runs().findings();
    }

    @Override
    public void close() {
        tools.stopping().set(true);
        tools.probe().close();
        tools.judgements().wakeAll();
        long deadline = System.nanoTime() + CLOSES_WITHIN.toNanos();
        try {
            for (CountDownLatch scan : scansUnderWay.values()) {
                if (!scan.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    LOG.warn("A scan still runs {} after the sweep was closed", CLOSES_WITHIN);
                }
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
