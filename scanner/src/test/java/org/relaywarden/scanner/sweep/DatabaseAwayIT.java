// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;

/** The database dies in the middle of a night: no verdict is made of half a run, and its host is tested again. */
@Timeout(120)
class DatabaseAwayIT {

    @TempDir
    private Path folder;

    @Test
    void aRunThatTheDatabaseCutOffIsNotJudgedAndItsHostIsTestedAgain() throws Exception {
        Requirements.needsMariaDb();
        try (var server = MariaDbServer.start(folder)) {
            MariaDbServer.Database fresh = server.freshDatabase();
            var settings = new StoreSettings(fresh.url(), fresh.user(), fresh.password(), 10);
            try (var bench =
                    new ScannerBench(folder, settings, InstantSource.system(), Waiting.inRealTime(), pace())) {
                night(bench, server);
            }
        }
    }

    /** A silent host holds the run for as long as it takes to kill a database. */
    private static Pace pace() {
        ProbeTimeouts patient = ProbeTimeouts.each(Duration.ofSeconds(8));
        return new Pace(4, Duration.ZERO, Duration.ZERO, 16, Duration.ofSeconds(8), List.of(), patient, patient);
    }

    private static void night(ScannerBench bench, MariaDbServer server) throws Exception {
        SimulatedMailServer relay = bench.customer("acme", "127.0.10.7", Behaviours.SILENT);
        CompletableFuture<List<Finding>> night =
                CompletableFuture.supplyAsync(() -> bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET));
        while (relay.dialogues().isEmpty()) {
            Thread.onSpinWait();
        }
        CountDownLatch back = new CountDownLatch(1);
        bench.store.onReturn(back::countDown);
        server.kill();

        assertEquals(List.of(), night.get(60, TimeUnit.SECONDS), "it could write down nothing, so it says nothing");

        server.startAgain();
        assertTrue(back.await(30, TimeUnit.SECONDS), "whoever wants to go on is told");
        assertEquals(List.of(), bench.sweep.findings().after(0, 10), "no verdict of half a run");
        relay.become(Behaviours.OPEN);
        NightlyScan left = bench.sweep.lastNight(Instant.EPOCH).orElseThrow();
        List<Finding> rest = bench.sweep.goOn(left, ScannerBench.QUIET);
        assertEquals(List.of(VerdictKind.OPEN), rest.stream().map(Finding::verdict).toList());
        assertTrue(bench.sweep.lastNight(Instant.EPOCH).orElseThrow().finished());
    }
}
