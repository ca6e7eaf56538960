// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.pace.Pace;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.TurnableClock;
import org.relaywarden.testbed.simulated.Dialogue;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;

/** What nights ask of hosts, and how politely (decision 14). */
@Timeout(60)
class NightlySweepTest {

    private static final Instant NIGHT = Instant.parse("2026-03-01T02:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aHostThatTrustsItsOwnNameIsFoundByTheWholeBattery() throws Exception {
        // H2: Tier 1 does not ask it, the whole battery does, and so does a night for a host with something against it.
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            bench.customer("acme", "127.0.8.8", Behaviours.opensFor(
                    "TRUSTS_OWN_NAME", mail -> mail.helloName().equalsIgnoreCase("mail.acme.example")));

            assertEquals(VerdictKind.CLOSED, bench.scan("acme").verdict());
            bench.suspects.add("acme");
            Finding finding = bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET).getFirst();

            assertEquals(VerdictKind.OPEN, finding.verdict());
            assertEquals(List.of("H2"), finding.returned().stream().map(Object::toString).toList());
        }
    }

    @Test
    void aHostWithAnOpenCaseIsAskedWhatConvictedItWhateverItsTier() throws Exception {
        // Decision 15: a night that finds it CLOSED may lift, where the settings say so.
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            bench.customer("acme", "127.0.8.13", Behaviours.CLOSED);
            bench.suspects.add("acme");
            bench.convicted.add(new TestId("R12a"));

            Finding finding = bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET).getFirst();

            assertEquals(3, Battery.find(new TestId("R12a")).orElseThrow().tier());
            assertTrue(
                    bench.evidence(finding).tests().stream().anyMatch(test -> test.test().value().equals("R12a")),
                    "tier 3, and asked");
            assertEquals(VerdictKind.CLOSED, finding.verdict(), finding::toString);
        }
    }

    @Test
    void aRelayThroughAnotherCustomerIsTheFirstOnesAndALeadAgainstTheOther() throws Exception {
        // Section 3.6: in is known by the token, out by the peer of the collector's session.
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            SimulatedMailServer out = bench.customer(
                    "bob", "127.0.8.11", Behaviours.trustsClients(Set.of(InetAddress.ofLiteral("127.0.8.10"))));
            bench.customer(
                    "acme",
                    "127.0.8.10",
                    bench.server("acme", "127.0.8.10")
                            .behaving(Behaviours.OPEN)
                            .onward(domain -> Optional.of(out.address())));
            assertEquals(VerdictKind.CLOSED, bench.scan("bob").verdict(), "nobody else is trusted there");

            Finding finding = bench.scan("acme");
            bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET);

            assertEquals(VerdictKind.OPEN, finding.verdict(), finding::toString);
            assertEquals(
                    Optional.of(InetAddress.ofLiteral("127.0.8.11")),
                    bench.evidence(finding).returned().getFirst().handedInBy());
            Finding ofOther = bench.sweep.findings().ofLogin("bob", 1).getFirst();
            assertEquals(VerdictKind.CLOSED, ofOther.verdict());
            assertTrue(
                    bench.evidence(ofOther).tests().stream().anyMatch(test -> test.test().value().equals("R16c")),
                    "asked the whole battery by night");
        }
    }

    @Test
    void aSoundHostIsAskedLittleByNightAndStaysClosed() throws Exception {
        // Decision 14, and at most four refusals a connection.
        TurnableClock clock = new TurnableClock(NIGHT);
        try (ScannerBench bench =
                new ScannerBench(folder, ScannerBench.inMemory(), clock, SweepTest.turning(clock), ScannerBench.quickPace())) {
            SimulatedMailServer server = bench.customer("acme", "127.0.8.9", Behaviours.CLOSED);
            bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET);
            int whole = server.dialogues().size();
            for (int night = 1; night <= 8; night++) {
                clock.advance(Duration.ofDays(1));
                Finding finding =
                        bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET).getFirst();

                assertEquals(VerdictKind.CLOSED, finding.verdict(), finding::toString);
                assertFalse(finding.complete(), "a part never lifts");
                assertEquals(whole + night, server.dialogues().size(), "one connection a night");
            }
            assertTrue(server.dialogues().stream().allMatch(talk -> talk.refusals() <= 4));
            server.become(Behaviours.OPEN);
            clock.advance(Duration.ofDays(1));
            assertEquals(
                    VerdictKind.OPEN,
                    bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET).getFirst().verdict());
        }
    }

    @Test
    void atThePolitePaceHostsHearNoMoreThanFourRefusalsInTenMinutes() throws Exception {
        // fail2ban bans after five in ten minutes; told from the host's own log, by turned time.
        TurnableClock clock = new TurnableClock(NIGHT);
        Pace quick = ScannerBench.quickPace();
        Pace polite = new Pace(
                4,
                Pace.polite().connectionSpacing(),
                Pace.polite().retestSpacing(),
                16,
                quick.returnWait(),
                List.of(),
                quick.timeouts(),
                quick.timeouts());
        try (ScannerBench bench = new ScannerBench(folder, ScannerBench.inMemory(), clock, SweepTest.turning(clock), polite)) {
            SimulatedMailServer server = bench.customer(
                    "acme",
                    "127.0.8.12",
                    bench.server("acme", "127.0.8.12").behaving(Behaviours.CLOSED).clock(clock));
            bench.suspects.add("acme");

            bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET);

            List<Dialogue> talks = server.dialogues();
            assertTrue(talks.size() >= 10, () -> "the whole battery: " + talks.size());
            assertEquals(
                    Set.of("127.0.0.9", "127.0.0.10"),
                    talks.stream().map(talk -> talk.client().getAddress().getHostAddress()).collect(Collectors.toSet()),
                    "from outside and from inside, at one pace");
            Manners.keptAtRoutinePace(talks);
        }
    }
}
