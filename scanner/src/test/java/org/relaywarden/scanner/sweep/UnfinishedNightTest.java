// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.NightlyScan;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.pace.Pace;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.probe.ProbeTimeouts;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.simulated.ServerBuilder;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;

/** S2: all hosts are tested every night, also in a night in which the program was stopped. */
@Timeout(60)
class UnfinishedNightTest {

    private static final Instant LONG_AGO = Instant.EPOCH;

    @TempDir
    private Path folder;

    StoreSettings database() {
        return ScannerBench.inMemory();
    }

    @Test
    void aFinishedNightHasNothingLeft() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, database())) {
            bench.customer("acme", "127.0.10.1", Behaviours.CLOSED);

            bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET);

            NightlyScan night = bench.sweep.lastNight(LONG_AGO).orElseThrow();
            assertTrue(night.finished());
            assertEquals(List.of(), bench.sweep.goOn(night, ScannerBench.QUIET), "nobody is left");
            assertEquals(Optional.empty(), bench.sweep.lastNight(Instant.now()), "it began before");
        }
    }

    @Test
    void afterARestartOnlyTheHostsThatWereCutOffAreTestedAgain() throws Exception {
        try (ScannerBench bench = patient()) {
            SimulatedMailServer silent = bench.customer("acme", "127.0.10.2", Behaviours.SILENT);
            SimulatedMailServer done = bench.customer("zeta", "127.0.10.3", Behaviours.CLOSED);
            CompletableFuture<List<Finding>> night = cutOff(bench, silent, 1);
            Instant begun = bench.sweep.findings().after(0, 10).getFirst().startedAt();
            assertEquals(1, night.get(10, TimeUnit.SECONDS).size(), "one host was judged, one not");
            bench.restart(Waiting.inRealTime(), ScannerBench.quickPace());
            int talksBefore = done.dialogues().size();
            silent.become(Behaviours.CLOSED);

            NightlyScan left = bench.sweep.lastNight(LONG_AGO).orElseThrow();
            List<Finding> rest = bench.sweep.goOn(left, ScannerBench.QUIET);

            assertTrue(!left.startedAt().isAfter(begun), "the night keeps the time of its beginning");
            assertEquals(List.of("acme"), rest.stream().map(Finding::login).toList());
            assertEquals(VerdictKind.CLOSED, rest.getFirst().verdict());
            assertTrue(rest.getFirst().complete(), "from the beginning, not from where it was cut");
            assertEquals(talksBefore, done.dialogues().size(), "who was judged is left in peace");
            assertTrue(bench.sweep.lastNight(LONG_AGO).orElseThrow().finished());
        }
    }

    @Test
    void aNightUnderWayIsNotGoneOnWith() throws Exception {
        try (ScannerBench bench = patient()) {
            SimulatedMailServer silent = bench.customer("acme", "127.0.10.4", Behaviours.SILENT);
            CompletableFuture<List<Finding>> night = begin(bench, silent);
            NightlyScan running = bench.sweep.lastNight(LONG_AGO).orElseThrow();

            assertFalse(running.finished());
            assertThrows(IllegalStateException.class, () -> bench.sweep.goOn(running, ScannerBench.QUIET));

            bench.sweep.close();
            night.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aHostThatWasProvenOpenBeforeTheCutIsNotTestedAgain() throws Exception {
        // Decision 12: one proof is enough.
        AtomicReference<InetSocketAddress> route = new AtomicReference<>(new InetSocketAddress("127.0.0.1", 1));
        try (ScannerBench bench = ScannerBench.quick(folder, database())) {
            ServerBuilder builder = bench.server("acme", "127.0.10.6")
                    .behaving(Behaviours.OPEN)
                    .onward(domain -> Optional.of(route.get()));
            SimulatedMailServer open = bench.customer("acme", "127.0.10.6", builder);
            CompletableFuture<List<Finding>> night =
                    CompletableFuture.supplyAsync(() -> bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET));
            bench.journal.await("talked", 1, Duration.ofSeconds(10));
            bench.sweep.close();
            night.get(10, TimeUnit.SECONDS);
            route.set(bench.intakeAddress());
            bench.journal.await("returned", 1, Duration.ofSeconds(10));
            bench.restart(Waiting.inRealTime(), ScannerBench.quickPace());
            int talks = open.dialogues().size();

            NightlyScan left = bench.sweep.lastNight(LONG_AGO).orElseThrow();

            assertEquals(List.of(), bench.sweep.goOn(left, ScannerBench.QUIET));
            assertEquals(talks, open.dialogues().size());
        }
    }

    @Test
    void aHostThatHasCostThreeRunsIsLetBe() throws Exception {
        try (ScannerBench bench = patient()) {
            SimulatedMailServer silent = bench.customer("acme", "127.0.10.5", Behaviours.SILENT);
            cutOff(bench, silent, 0).get(10, TimeUnit.SECONDS);
            for (int run = 2; run <= 3; run++) {
                bench.restart(Waiting.inRealTime(), patientPace());
                NightlyScan left = bench.sweep.lastNight(LONG_AGO).orElseThrow();
                int talks = silent.dialogues().size();
                var again = CompletableFuture.supplyAsync(() -> bench.sweep.goOn(left, ScannerBench.QUIET));
                awaitTalks(silent, talks + 1);
                bench.sweep.close();
                assertEquals(List.of(), again.get(10, TimeUnit.SECONDS));
            }
            bench.restart(Waiting.inRealTime(), patientPace());

            NightlyScan left = bench.sweep.lastNight(LONG_AGO).orElseThrow();

            assertEquals(List.of(), bench.sweep.goOn(left, ScannerBench.QUIET));
            assertTrue(bench.sweep.lastNight(LONG_AGO).orElseThrow().finished(), "it has its end");
        }
    }

    /** A night that is stopped while this server keeps it waiting and so many others are judged. */
    private static CompletableFuture<List<Finding>> cutOff(
            ScannerBench bench, SimulatedMailServer silent, int judgedBefore) {
        CompletableFuture<List<Finding>> night = begin(bench, silent);
        while (bench.sweep.findings().after(0, 10).size() < judgedBefore) {
            Thread.onSpinWait();
        }
        bench.sweep.close();
        return night;
    }

    private static CompletableFuture<List<Finding>> begin(ScannerBench bench, SimulatedMailServer silent) {
        CompletableFuture<List<Finding>> night =
                CompletableFuture.supplyAsync(() -> bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET));
        awaitTalks(silent, 1);
        return night;
    }

    private static void awaitTalks(SimulatedMailServer server, int talks) {
        while (server.dialogues().size() < talks) {
            Thread.onSpinWait();
        }
    }

    private ScannerBench patient() throws Exception {
        return new ScannerBench(folder, database(), InstantSource.system(), Waiting.inRealTime(), patientPace());
    }

    /** As quick as the quick one, but a silent host keeps it waiting. */
    private static Pace patientPace() {
        Pace quick = ScannerBench.quickPace();
        return new Pace(
                4,
                Duration.ZERO,
                Duration.ZERO,
                16,
                quick.returnWait(),
                List.of(),
                ProbeTimeouts.firstTry(),
                ProbeTimeouts.firstTry());
    }
}
