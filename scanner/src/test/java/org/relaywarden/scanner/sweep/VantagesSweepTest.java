// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.simulated.Dialogue;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Changed;
import org.relaywarden.testbed.simulated.behaviour.Handling;
import org.relaywarden.testbed.simulated.behaviour.MailAddress;
import org.relaywarden.testbed.simulated.behaviour.Reply;
import org.relaywarden.testbed.simulated.behaviour.Transaction;

/** From where hosts are looked at, and what it comes to (S6, X6, decisions 13 and 15). */
@Timeout(60)
class VantagesSweepTest {

    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("127.0.0.9");
    private static final InetAddress SECOND = InetAddress.ofLiteral("127.0.0.19");
    private static final InetAddress INSIDE = InetAddress.ofLiteral("127.0.0.10");

    @TempDir
    private Path folder;

    @Test
    void aHostThatTrustsOurRangeIsFoundByNight() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            SimulatedMailServer server =
                    bench.customer("acme", "127.0.14.1", Behaviours.trustsClients(Set.of(INSIDE)));

            Finding finding = night(bench);

            assertEquals(VerdictKind.OPEN_INTERNAL, finding.verdict(), finding::toString);
            assertTrue(finding.reason().endsWith("from inside our network; from outside it refused to relay."));
            assertEquals(Vantage.INSIDE, finding.vantage(), "what it rests on");
            Set<String> seenFrom = bench.evidence(finding).tests().stream()
                    .map(Evidence.TestSeen::from)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of("inside", "outside"), seenFrom, "S6: each result names its vantage");
            assertEquals(Set.of(OUTSIDE, INSIDE), callers(server));
            assertTrue(server.dialogues().stream().allMatch(talk -> talk.connectionsAtOnce() == 1), "one at a time");
        }
    }

    @Test
    void aBlockedHostIsAskedFromInside() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            SimulatedMailServer server = bench.customer("acme", "127.0.14.3", Behaviours.OPEN);
            bench.blocked.add("acme");
            bench.suspects.add("acme");

            Finding open = night(bench);
            server.emptyQueue();
            server.become(Behaviours.CLOSED);
            Finding mended = night(bench);

            assertEquals(VerdictKind.OPEN, open.verdict(), "decision 15: inside stands for outside");
            assertEquals(Vantage.INSIDE, open.vantage());
            assertEquals(VerdictKind.CLOSED, mended.verdict(), mended::toString);
            assertTrue(mended.complete(), "and seen closed, which outside never sees");
            assertEquals(Set.of(INSIDE), callers(server), "outside says nothing of it");
        }
    }

    @Test
    void nobodyThereIsUnreachableFromBoth() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            bench.customer("acme", "127.0.14.6", Behaviours.DEAD);

            Finding finding = night(bench);

            assertEquals(VerdictKind.UNREACHABLE, finding.verdict());
            assertTrue(finding.reason().startsWith("Nothing answered: no connection: "), finding.reason());
            assertTrue(finding.reason().endsWith(" Nor did anything from inside."), finding.reason());
        }
    }

    @Test
    void aTestBlockerIsFoundFromTheSecondAddress() throws Exception {
        try (ScannerBench bench = outside(List.of(OUTSIDE, SECOND))) {
            SimulatedMailServer server = bench.customer("acme", "127.0.14.7", refusing(Set.of(OUTSIDE)));

            Finding finding = night(bench);

            assertEquals(VerdictKind.TESTBLOCKER, finding.verdict(), finding::toString);
            List<Dialogue> fromSecond = server.dialogues().stream()
                    .filter(talk -> talk.client().getAddress().equals(SECOND))
                    .toList();
            assertEquals(1, fromSecond.size(), "politely: one connection");
            assertTrue(fromSecond.getFirst().refusals() <= 1, "the plain attempt alone");
        }
    }

    @Test
    void aTestBlockerThatRelaysIsSimplyOpen() throws Exception {
        try (ScannerBench bench = outside(List.of(OUTSIDE, SECOND))) {
            bench.customer("acme", "127.0.14.8", new RefusingClients(Set.of(OUTSIDE), Behaviours.OPEN));

            Finding finding = night(bench);

            assertEquals(VerdictKind.OPEN, finding.verdict(), finding::toString);
            assertEquals("The probe of S1 came back, sent from our second outside address.", finding.reason());
        }
    }

    @Test
    void whoRefusesAllOutsideAlikeIsShieldedAndNoTestBlocker() throws Exception {
        try (ScannerBench bench = outside(List.of(OUTSIDE, SECOND))) {
            bench.customer("acme", "127.0.14.9", refusing(Set.of(OUTSIDE, SECOND)));

            Finding finding = night(bench);

            assertEquals(VerdictKind.CLOSED, finding.verdict(), finding::toString);
            assertTrue(finding.reason().startsWith("Shielded by its own firewall: it refuses each address outside."));
            assertTrue(finding.complete());
        }
    }

    @Test
    void whoRefusesItsOwnMailToAllOutsideIsShieldedAndLifts() throws Exception {
        try (ScannerBench bench = outside(List.of(OUTSIDE, SECOND))) {
            bench.customer("acme", "127.0.14.11", new TakingMailFrom(INSIDE));

            Finding retest = bench.scan("acme", Vantage.OUTSIDE, ScanRequest.Cause.RETEST, Optional.of(1L));

            assertEquals(VerdictKind.CLOSED, retest.verdict(), retest::toString);
            assertTrue(retest.reason().startsWith("Shielded by its own firewall: it refuses each address outside."));
            assertEquals(Vantage.INSIDE, retest.vantage());
            assertTrue(retest.complete(), "and lifts (E7)");
        }
    }

    @Test
    void withoutASecondAddressARefusalOfTheTesterStaysMasked() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            bench.customer("acme", "127.0.14.10", refusing(Set.of(OUTSIDE)));

            assertEquals(VerdictKind.MASKED, night(bench).verdict());
        }
    }

    private ScannerBench outside(List<InetAddress> outside) throws IOException {
        return new ScannerBench(
                folder,
                ScannerBench.inMemory(),
                InstantSource.system(),
                Waiting.inRealTime(),
                ScannerBench.quickPace(),
                List.of(),
                outside);
    }

    private static Finding night(ScannerBench bench) {
        return bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET).getFirst();
    }

    private static Set<InetAddress> callers(SimulatedMailServer server) {
        return server.dialogues().stream().map(talk -> talk.client().getAddress()).collect(Collectors.toSet());
    }

    private static Behaviour refusing(Set<InetAddress> clients) {
        return new RefusingClients(clients, Behaviours.CLOSED);
    }

    /** Postfix with {@code smtpd_recipient_restrictions}: all others hear it of its own mail, and of relaying what all hear. */
    private static final class TakingMailFrom extends Changed {
        private final InetAddress welcome;

        TakingMailFrom(InetAddress welcome) {
            super("TAKES_MAIL_FROM_ONE", Behaviours.CLOSED_454);
            this.welcome = welcome;
        }

        @Override
        public Handling recipient(Transaction mail, MailAddress recipient) {
            return mail.host().owns(recipient) && !mail.client().equals(welcome)
                    ? new Handling.Refuse(Reply.of(554, "5.7.1 Recipient address rejected: Access denied"))
                    : super.recipient(mail, recipient);
        }
    }

    /** An access map: some callers are refused everything, as Postfix says it. */
    private static final class RefusingClients extends Changed {
        private final Set<InetAddress> refused;

        RefusingClients(Set<InetAddress> refused, Behaviour like) {
            super("REFUSES_SOME_CLIENTS", like);
            this.refused = refused;
        }

        @Override
        public Handling recipient(Transaction mail, MailAddress recipient) {
            return refused.contains(mail.client())
                    ? new Handling.Refuse(Reply.of(554, "5.7.1 Client host rejected: Access denied"))
                    : super.recipient(mail, recipient);
        }
    }
}
