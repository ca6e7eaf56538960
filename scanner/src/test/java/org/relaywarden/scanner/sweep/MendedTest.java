// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Changed;
import org.relaywarden.testbed.simulated.behaviour.Host;
import org.relaywarden.testbed.simulated.behaviour.Reply;
import org.relaywarden.testbed.simulated.behaviour.Transaction;

/** Whatever a mended server is like, a retest can find it CLOSED, complete, and so it lifts (E7, decision 15). */
@Timeout(120)
class MendedTest {

    @TempDir
    private Path folder;

    /** How a sound server may answer; each of them was an open relay before. */
    private static Map<String, Behaviour> mended() {
        Map<String, Behaviour> mended = new LinkedHashMap<>();
        mended.put("plain", Behaviours.CLOSED);
        mended.put("says454", Behaviours.CLOSED_454);
        mended.put("catchall", Behaviours.CATCH_ALL);
        mended.put("exchange", Behaviours.dropsConnection(5, Behaviours.CLOSED));
        mended.put("submission", Behaviours.REQUIRES_AUTH);
        mended.put("nosenders", refusing("OWN_SENDERS_POLICY", "5.7.1 Our own name from outside", mail ->
                mail.host().owns(mail.sender()) && !mail.sender().isNull()));
        mended.put("lookup", refusing("OWN_SENDERS_LOOKED_UP", "5.1.0 Sender address rejected: unknown", mail ->
                mail.host().owns(mail.sender())
                        && !mail.sender().isNull()
                        && !mail.host().isLocal(mail.sender())));
        mended.put("nobody", refusing("OWN_SENDERS_NONE", "5.1.0 Sender address rejected: ours", mail ->
                mail.host().owns(mail.sender()) && !mail.sender().isNull()));
        return mended;
    }

    @Test
    void everyKindOfSoundServerIsFoundClosed() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            Map<String, SimulatedMailServer> servers = new TreeMap<>();
            int number = 1;
            for (String login : mended().keySet()) {
                servers.put(login, bench.customer(login, "127.0.12." + number++, Behaviours.OPEN));
            }
            List<Finding> before = bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET);
            assertTrue(before.stream().allMatch(finding -> finding.verdict() == VerdictKind.OPEN), before::toString);
            mended().forEach((login, behaviour) -> {
                servers.get(login).emptyQueue();
                servers.get(login).become(behaviour);
            });

            for (String login : mended().keySet()) {
                Finding retest = bench.sweep.scan(retestOf(login), ScannerBench.QUIET).getFirst();

                assertEquals(
                        VerdictKind.CLOSED, retest.verdict(), () -> retest + "\n" + bench.evidence(retest).tests());
                assertTrue(retest.complete(), login + " lifts");
                assertEquals(List.of(), retest.returned());
            }
        }
    }

    @Test
    void oneThatLetsOwnUsersRelayIsStillFoundOpenBehindALookUp() throws Exception {
        // S3 meets "no such user"; S5, a sender that exists, gets through.
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            bench.customer("acme", "127.0.12.30", new LookedUp());

            Finding finding = bench.scan("acme");

            assertEquals(VerdictKind.OPEN, finding.verdict(), finding::toString);
            assertEquals(List.of(new TestId("S5")), finding.returned());
        }
    }

    @Test
    void everyKindOfSoundServerIsFoundClosedBehindItsOwnFirewall() throws Exception {
        // B14, decision 13: its own firewall lets our ranges in alone, and no block is on.
        InetAddress noWayIn = InetAddress.ofLiteral("192.0.2.77"); // no address of this machine: nothing gets out
        try (ScannerBench bench = new ScannerBench(
                folder,
                ScannerBench.inMemory(),
                InstantSource.system(),
                Waiting.inRealTime(),
                ScannerBench.quickPace(),
                List.of(),
                List.of(noWayIn))) {
            int number = 31;
            for (Map.Entry<String, Behaviour> kind : mended().entrySet()) {
                bench.customer(kind.getKey(), "127.0.12." + number++, kind.getValue());

                Finding retest =
                        bench.scan(kind.getKey(), Vantage.OUTSIDE, ScanRequest.Cause.RETEST, Optional.of(1L));

                assertEquals(VerdictKind.CLOSED, retest.verdict(), retest::toString);
                assertTrue(retest.reason().startsWith("Shielded by its own firewall"), retest.reason());
                assertTrue(retest.complete(), kind.getKey() + " lifts");
            }
        }
    }

    private static ScanRequest retestOf(String login) {
        return new ScanRequest(Optional.of(login), Vantage.INSIDE, ScanRequest.Cause.RETEST, Optional.of(1L))
                .with(List.of(new TestId("S1")));
    }

    private static Behaviour refusing(String name, String words, Predicate<Transaction> such) {
        return new Changed(name, Behaviours.CLOSED) {
            @Override
            public Reply sender(Transaction mail) {
                return such.test(mail) ? Reply.of(550, words) : super.sender(mail);
            }
        };
    }

    /** Relays for its own users as senders, once it has looked them up. */
    private static final class LookedUp extends Changed {
        LookedUp() {
            super("OWN_USERS_RELAY", Behaviours.SENDER_TRUSTING);
        }

        @Override
        public Reply sender(Transaction mail) {
            Host host = mail.host();
            boolean unknown = host.owns(mail.sender()) && !mail.sender().isNull() && !host.isLocal(mail.sender());
            return unknown ? Reply.of(550, "5.1.0 Sender address rejected: unknown") : super.sender(mail);
        }
    }
}
