// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.TurnableClock;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Changed;
import org.relaywarden.testbed.simulated.behaviour.Handling;
import org.relaywarden.testbed.simulated.behaviour.MailAddress;
import org.relaywarden.testbed.simulated.behaviour.Reply;
import org.relaywarden.testbed.simulated.behaviour.Transaction;

/** What a month of nights asks from outside and from inside, and what each leans on (decisions 13 and 14). */
@Timeout(60)
class VantageNightsTest {

    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("127.0.0.9");
    private static final InetAddress SECOND = InetAddress.ofLiteral("127.0.0.19");
    private static final InetAddress INSIDE = InetAddress.ofLiteral("127.0.0.10");

    /** No address of this machine: nothing gets out from there, as nothing gets in through a firewall. */
    private static final InetAddress NO_WAY_IN = InetAddress.ofLiteral("192.0.2.77");

    @TempDir
    private Path folder;

    StoreSettings database() {
        return ScannerBench.inMemory();
    }

    @Test
    void aSoundHostIsLookedAtFromInsideInWholeRunsAlone() throws Exception {
        TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T02:00:00Z"));
        try (ScannerBench bench = at(clock, List.of(OUTSIDE))) {
            SimulatedMailServer server = bench.customer("acme", "127.0.14.2", Behaviours.CLOSED);
            night(bench);
            assertEquals(Set.of(OUTSIDE, INSIDE), callers(server), "a new host");
            int whole = server.dialogues().size();

            for (int night = 1; night < 28; night++) {
                clock.advance(Duration.ofDays(1));
                assertEquals(VerdictKind.CLOSED, night(bench).verdict());
                assertEquals(whole + night, server.dialogues().size(), "decision 14: one connection");
                assertEquals(OUTSIDE, server.dialogues().getLast().client().getAddress());
            }
            clock.advance(Duration.ofDays(1));
            server.become(Behaviours.trustsClients(Set.of(INSIDE)));

            assertEquals(VerdictKind.OPEN_INTERNAL, night(bench).verdict(), "all of it, after 28 nights");
        }
    }

    @Test
    void aShieldedHostIsClosedAndItsLightNightsAreLight() throws Exception {
        // B14, decision 13: its own firewall lets our ranges in alone.
        TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T02:00:00Z"));
        try (ScannerBench bench = at(clock, List.of(NO_WAY_IN))) {
            SimulatedMailServer server = bench.customer("acme", "127.0.14.4", Behaviours.CLOSED);

            Finding shielded = night(bench);

            assertEquals(VerdictKind.CLOSED, shielded.verdict(), shielded::toString);
            assertTrue(shielded.reason().startsWith("Shielded by its own firewall: nothing answers from outside."));
            assertTrue(shielded.complete(), "and lifts");
            for (int night = 1; night <= 8; night++) {
                int before = server.dialogues().size();
                clock.advance(Duration.ofDays(1));
                Finding light = night(bench);
                assertEquals(VerdictKind.CLOSED, light.verdict(), light::toString);
                assertFalse(light.complete(), "a part never lifts");
                assertEquals(before + 1, server.dialogues().size(), "one connection, from inside");
            }
            server.become(Behaviours.trustsClients(Set.of(INSIDE)));
            clock.advance(Duration.ofDays(1));

            assertEquals(VerdictKind.OPEN_INTERNAL, night(bench).verdict());
        }
    }

    @Test
    void aHostThatItsOwnRulesShieldStaysClosedByNight() throws Exception {
        // B14: it takes mail from our ranges alone, and says so to all others, as it says it of relaying.
        TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T02:00:00Z"));
        try (ScannerBench bench = at(clock, List.of(OUTSIDE, SECOND))) {
            SimulatedMailServer server = bench.customer("acme", "127.0.14.5", takingMailFromInside(Behaviours.CLOSED));

            assertTrue(night(bench).complete(), "the first one lifts");
            for (int night = 1; night <= 8; night++) {
                clock.advance(Duration.ofDays(1));
                Finding light = night(bench);
                assertEquals(VerdictKind.CLOSED, light.verdict(), light::toString);
                assertFalse(light.complete(), "a part never lifts");
            }
            server.become(takingMailFromInside(Behaviours.trustsClients(Set.of(INSIDE))));
            clock.advance(Duration.ofDays(1));

            assertEquals(VerdictKind.OPEN_INTERNAL, night(bench).verdict());
        }
    }

    /** An ACL at RCPT, in words that blame nobody. */
    private static Behaviour takingMailFromInside(Behaviour like) {
        return new Changed("TAKES_MAIL_FROM_INSIDE", like) {
            @Override
            public Handling recipient(Transaction mail, MailAddress recipient) {
                return mail.client().equals(INSIDE)
                        ? super.recipient(mail, recipient)
                        : new Handling.Refuse(Reply.of(550, "Administrative prohibition"));
            }
        };
    }

    @Test
    void whatWasHandedOverInVainFromOneOfThemGivesWayThereAlone() throws Exception {
        TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T02:00:00Z"));
        AtomicBoolean open = new AtomicBoolean();
        Waiting patient = (signal, atMost) -> {
            if (open.get()) {
                assertTrue(signal.await(30, TimeUnit.SECONDS), "an open relay, and nothing back");
            } else {
                clock.advance(atMost);
            }
        };
        try (ScannerBench bench = at(clock, patient, List.of(OUTSIDE))) {
            SimulatedMailServer server = bench.customer("acme", "127.0.14.6", Behaviours.TAKES_AND_DROPS);
            Finding first = night(bench);
            Finding second = night(bench);
            Set<TestId> had = new HashSet<>(HandoverNightsTest.handedOver(bench, first, "outside"));
            assertEquals(4, had.size());
            had.addAll(HandoverNightsTest.handedOver(bench, second, "outside"));
            assertEquals(8, had.size(), "four others");
            assertEquals(Set.of(new TestId("S1")), HandoverNightsTest.handedOver(bench, first, "inside"));
            assertEquals(Set.of(new TestId("S3")), HandoverNightsTest.handedOver(bench, second, "inside"));

            server.become(Behaviours.OPEN);
            open.set(true);
            List<TestId> proof = night(bench).returned();

            assertFalse(had.containsAll(proof), () -> proof + " after " + had);
            assertEquals(proof, night(bench).returned(), "what came back goes first");
        }
    }

    private ScannerBench at(TurnableClock clock, List<InetAddress> outside) throws IOException {
        return at(clock, SweepTest.turning(clock), outside);
    }

    private ScannerBench at(TurnableClock clock, Waiting waiting, List<InetAddress> outside) throws IOException {
        return new ScannerBench(
                folder, database(), clock, waiting, ScannerBench.quickPace(), List.of(), outside);
    }

    private static Finding night(ScannerBench bench) {
        return bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET).getFirst();
    }

    private static Set<InetAddress> callers(SimulatedMailServer server) {
        return server.dialogues().stream().map(talk -> talk.client().getAddress()).collect(Collectors.toSet());
    }
}
