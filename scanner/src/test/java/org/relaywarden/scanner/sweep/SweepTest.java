// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.pace.Pace;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.probe.ProbeTimeouts;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.TurnableClock;
import org.relaywarden.testbed.simulated.Dialogue;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;

/** What a sweep does over time: late returns, greylists, vantages, a stop in the middle. */
@Timeout(60)
class SweepTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Instant NIGHT = Instant.parse("2026-03-01T02:00:00Z");

    @TempDir
    private Path folder;

    StoreSettings database() {
        return ScannerBench.inMemory();
    }

    @Test
    void aLateReturnUpgradesTheVerdictOfItsRun() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, database())) {
            AtomicReference<InetSocketAddress> route = new AtomicReference<>(new InetSocketAddress("127.0.0.1", 1));
            stuckQueue(bench, route);
            Finding first = bench.scan("acme");
            AtomicInteger told = new AtomicInteger();
            bench.sweep.findings().onAppended(told::incrementAndGet);

            route.set(bench.intakeAddress());
            bench.journal.await("judged", 5, SOON); // four messages were handed over, and each return adds to the proof

            Finding later = bench.sweep.findings().after(first.sequence(), 10).getLast();
            assertEquals(VerdictKind.SUSPECT, first.verdict());
            assertEquals(VerdictKind.OPEN, later.verdict());
            assertEquals(first.runId(), later.runId());
            assertEquals(first.startedAt(), later.startedAt());
            assertEquals(
                    List.of(later),
                    bench.sweep.findings().latestOfRuns(first.startedAt(), first.startedAt().plusSeconds(60)));
            List<Finding> all = bench.sweep.findings().ofLogin("acme", 10);
            assertEquals(later, all.getFirst(), "the newest first");
            assertEquals(first, all.getLast());
            assertTrue(told.get() >= 1, "whoever reads is woken");
        }
    }

    @Test
    void aReturnAfterALaterClosedRunIsFiledAndReopensNothing() throws Exception {
        // Decision 12, E8: the old queue of a host that has mended.
        try (ScannerBench bench = ScannerBench.quick(folder, database())) {
            AtomicReference<InetSocketAddress> route = new AtomicReference<>(new InetSocketAddress("127.0.0.1", 1));
            SimulatedMailServer server = stuckQueue(bench, route);
            bench.scan("acme");
            server.become(Behaviours.CLOSED);
            Finding closed = bench.scan("acme");
            assertTrue(closed.complete());

            route.set(bench.intakeAddress());
            bench.journal.await("filed", 1, SOON);

            assertEquals(VerdictKind.CLOSED, closed.verdict());
            assertEquals(List.of(), bench.sweep.findings().after(closed.sequence(), 10));
        }
    }

    @Test
    void aGreylistIsWaitedForAndMeetsTheSameTriplet() throws Exception {
        TurnableClock clock = new TurnableClock(NIGHT);
        Pace pace = withRetries(List.of(Duration.ofMinutes(6)));
        try (ScannerBench bench = new ScannerBench(folder, database(), clock, turning(clock), pace)) {
            SimulatedMailServer server = bench.customer(
                    "acme", "127.0.8.1", Behaviours.greylisting(clock, Duration.ofMinutes(5), Behaviours.OPEN));

            Finding finding = bench.scan("acme");

            assertEquals(VerdictKind.OPEN, finding.verdict(), finding::toString);
            assertTrue(finding.took().compareTo(Duration.ofMinutes(6)) >= 0, "waited by the clock that was handed in");
            List<String> plain = server.dialogues().stream()
                    .flatMap(dialogue -> dialogue.lines().stream())
                    .filter(line -> line.startsWith("C: RCPT TO:<r") && line.contains("-s1-"))
                    .toList();
            assertTrue(plain.size() >= 2, "asked again");
            assertEquals(1, Set.copyOf(plain).size(), "with the same token (decision 12)");
        }
    }

    @ParameterizedTest(name = "{0} {1} with case {2}: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            OUTSIDE | OPERATOR | - | OPEN_INTERNAL | the world is refused, and an operator's whole scan looks from inside too
            OUTSIDE | RETEST   | 7 | CLOSED        | a retest asks what the world sees
            INSIDE  | OPERATOR | - | OPEN_INTERNAL | our own range is trusted
            INSIDE  | RETEST   | 7 | OPEN          | decision 15: while a block is on, inside stands for outside
            """)
    void theVantageIsTheAddressThatWeCallFrom(
            Vantage vantage, ScanRequest.Cause cause, Long reference, VerdictKind verdict) throws IOException {
        try (ScannerBench bench = ScannerBench.quick(folder, database())) {
            SimulatedMailServer server = bench.customer(
                    "acme", "127.0.8.2", Behaviours.trustsClients(Set.of(InetAddress.ofLiteral("127.0.0.10"))));

            Finding finding = bench.scan("acme", vantage, cause, Optional.ofNullable(reference));

            assertEquals(verdict, finding.verdict());
            assertEquals(Optional.ofNullable(reference), finding.reference());
            String source = vantage == Vantage.INSIDE ? "127.0.0.10" : "127.0.0.9";
            assertEquals(
                    source, server.dialogues().getFirst().client().getAddress().getHostAddress(), "S6");
        }
    }

    @Test
    void aScanThatIsStoppedIsClosedAtTheNextStart() throws Exception {
        Pace patient = withTimeouts(ProbeTimeouts.firstTry());
        try (ScannerBench bench =
                new ScannerBench(folder, database(), InstantSource.system(), Waiting.inRealTime(), patient)) {
            SimulatedMailServer server = bench.customer("acme", "127.0.8.3", Behaviours.SILENT);
            CompletableFuture<List<Finding>> scan =
                    CompletableFuture.supplyAsync(() -> bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET));
            while (server.dialogues().isEmpty()) {
                Thread.onSpinWait();
            }

            bench.sweep.close();

            assertEquals(List.of(), scan.get(10, TimeUnit.SECONDS), "in ten seconds, though the banner has a minute");
            assertEquals(List.of(), bench.sweep.findings().after(0, 10));
            bench.restart(Waiting.inRealTime(), ScannerBench.quickPace());
            Finding left = bench.sweep.findings().after(0, 10).getFirst();
            assertEquals(VerdictKind.INCONCLUSIVE, left.verdict());
            assertEquals("The run was interrupted.", left.reason());
            server.become(Behaviours.CLOSED);
            assertEquals(VerdictKind.CLOSED, bench.scan("acme").verdict(), "the next scan runs it again");
        }
    }

    @Test
    void twoScansNeverTalkToOneHostAtOnce() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, database())) {
            SimulatedMailServer server = bench.customer("acme", "127.0.8.7", Behaviours.SILENT);
            CompletableFuture<Finding> other = CompletableFuture.supplyAsync(() -> bench.scan("acme"));
            bench.scan("acme");
            other.get(30, TimeUnit.SECONDS);

            List<Dialogue> talks = server.dialogues();
            assertTrue(talks.size() >= 4, "two rounds each");
            for (int i = 1; i < talks.size(); i++) {
                // Each one waits a second for a banner; at once they would begin at once.
                Duration apart = Duration.between(talks.get(i - 1).begunAt(), talks.get(i).begunAt());
                assertTrue(apart.compareTo(Duration.ofMillis(900)) >= 0, () -> "only " + apart + " apart");
            }
        }
    }

    @Test
    void theEvidenceIsWhole() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, database())) {
            bench.customer("acme", "127.0.8.4", Behaviours.PERCENT_HACK);

            Finding finding = bench.scan("acme");
            Evidence evidence = bench.evidence(finding);

            Evidence.Returned proof = evidence.returned().getFirst();
            assertEquals("R1", proof.test().value());
            assertEquals(Optional.of(InetAddress.ofLiteral("127.0.8.4")), proof.handedInBy());
            for (String header : List.of("Auto-Submitted: auto-generated", "Precedence: bulk", "X-Loop:", "no reply")) {
                assertTrue(proof.headers().contains(header), () -> header + " in " + proof.headers());
            }
            Evidence.TestSeen seen = evidence.tests().stream()
                    .filter(test -> test.test().value().equals("R1"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("RETURNED", seen.outcome());
            assertTrue(seen.sent().contains("%probe.isp.example@acme.example>"), seen.sent());
            assertTrue(seen.catches().contains("percent"));
            assertEquals("mail.acme.example ESMTP", finding.banner());
            String message = String.join("\r\n", evidence.dialogues().stream()
                    .flatMap(dialogue -> dialogue.lines().stream())
                    .filter(Evidence.DialogueLine::ours)
                    .map(Evidence.DialogueLine::text)
                    .dropWhile(line -> !line.equals("DATA"))
                    .takeWhile(line -> !line.equals("."))
                    .toList());
            assertTrue(message.contains("Questions: abuse@isp.example") && message.length() < 2_000, message);
        }
    }

    @Test
    void nobodyIsTestedWhoIsNoCustomer() throws Exception {
        // S7
        try (ScannerBench bench = ScannerBench.quick(folder, database());
                SimulatedMailServer stranger = bench.server("stranger", "127.0.8.5").start()) {
            assertEquals(List.of(), bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET));
            assertEquals(
                    List.of(),
                    bench.sweep.scan(
                            new ScanRequest(
                                    Optional.of("stranger"),
                                    Vantage.OUTSIDE,
                                    ScanRequest.Cause.OPERATOR,
                                    Optional.empty()),
                            ScannerBench.QUIET));
            assertTrue(stranger.dialogues().isEmpty());
            assertFalse(bench.sweep.findings().evidence(1).isPresent());
        }
    }

    @Test
    void aHostWhoseAddressChangesBetweenChoiceAndDialIsNotDialled() throws Exception {
        // S7, decision 20: the address may be somebody else's by now.
        try (ScannerBench bench = ScannerBench.quick(folder, database())) {
            SimulatedMailServer server = bench.customer("acme", "127.0.8.13", Behaviours.OPEN);
            bench.afterChoice = () -> enter(bench, "acme", "127.0.8.14:25");

            Finding finding = bench.scan("acme");

            assertEquals("127.0.8.13", finding.address().getHostAddress(), "as it was chosen");
            assertEquals(VerdictKind.INCONCLUSIVE, finding.verdict(), finding::toString);
            assertEquals("The address is no customer's any more; it was not dialled.", finding.reason());
            assertTrue(server.dialogues().isEmpty(), "no packet");
        }
    }

    @Test
    void aHostWhoseAddressChangesWithinARunHearsNoMore() throws Exception {
        AtomicReference<ScannerBench> books = new AtomicReference<>();
        Waiting moved = (_, _) -> enter(books.get(), "acme", "127.0.8.16:25");
        Pace spaced = new Pace(
                4, Duration.ofMinutes(10), Duration.ofMinutes(10), 16, Duration.ofMillis(100), List.of(),
                ScannerBench.quickPace().timeouts(), ScannerBench.quickPace().timeouts());
        try (ScannerBench bench = new ScannerBench(folder, database(), InstantSource.system(), moved, spaced)) {
            books.set(bench);
            SimulatedMailServer server = bench.customer("acme", "127.0.8.15", Behaviours.CLOSED);

            Finding finding = bench.scan("acme");

            assertEquals(1, server.dialogues().size(), "the second connection was not made");
            assertEquals(VerdictKind.INCONCLUSIVE, finding.verdict(), finding::toString);
        }
    }

    private static void enter(ScannerBench bench, String login, String hostAndPort) {
        try {
            bench.enter(login, hostAndPort);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** An open relay whose mail gets no further than its queue until the route is set. */
    private static SimulatedMailServer stuckQueue(ScannerBench bench, AtomicReference<InetSocketAddress> route)
            throws IOException {
        return bench.customer(
                "acme",
                "127.0.8.6",
                bench.server("acme", "127.0.8.6")
                        .behaving(Behaviours.OPEN)
                        .onward(domain -> Optional.of(route.get())));
    }

    /** Gives a signal half a second of real time to come, then turns the clock on by all the time asked for. */
    static Waiting turning(TurnableClock clock) {
        return (signal, atMost) -> {
            if (!signal.await(500, TimeUnit.MILLISECONDS)) {
                clock.advance(atMost);
            }
        };
    }

    private static Pace withRetries(List<Duration> retries) {
        Pace quick = ScannerBench.quickPace();
        return new Pace(
                4, Duration.ZERO, Duration.ZERO, 16, quick.returnWait(), retries, quick.timeouts(), quick.timeouts());
    }

    private static Pace withTimeouts(ProbeTimeouts timeouts) {
        Pace quick = ScannerBench.quickPace();
        return new Pace(4, Duration.ZERO, Duration.ZERO, 16, quick.returnWait(), List.of(), timeouts, timeouts);
    }
}
