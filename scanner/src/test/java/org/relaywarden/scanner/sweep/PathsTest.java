// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.simulated.ServerBuilder;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.TrustingServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Hostile;

/** Hosts that are open by one path alone: only behind STARTTLS, only on another port, only inside TLS, only to HELO. */
@Timeout(60)
class PathsTest {

    private static final String HOST = "127.0.11.1";

    @TempDir
    private Path folder;

    private final AtomicReference<InetSocketAddress> intake = new AtomicReference<>();

    @Test
    void openOnlyBehindStartTls() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            SimulatedMailServer server =
                    offersStartTls(bench, Behaviours.opensFor("OPEN_INSIDE_TLS", mail -> mail.encrypted()));

            Finding open = bench.scan("acme");

            assertEquals(VerdictKind.OPEN, open.verdict(), open::toString);
            assertTrue(open.reason().contains("after STARTTLS"), open.reason());
            assertEquals(server.address().getPort(), open.port(), "the host is known by the port of the books");
            assertTrue(
                    bench.evidence(open).tests().stream()
                            .anyMatch(test -> test.path().endsWith("after STARTTLS")
                                    && test.outcome().equals("RETURNED")),
                    "the evidence names the path");
            Finding closed = mended(bench, server, Behaviours.CLOSED);
            assertTrue(closed.complete(), "by each path, so it lifts");
        }
    }

    @Test
    void openOnlyForWhoHasACertificate() throws Exception {
        // X3: permit_tls_all_clientcerts and a long list of issuers.
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            ScannerBench.certificate(folder);
            Path shown = ScannerBench.clientCertificate(folder).resolve("self-signed.pem");
            SimulatedMailServer server = bench.customer(
                    "acme",
                    HOST,
                    bench.server("acme", HOST)
                            .startTls(TrustingServer.socketFactory(folder.resolve("tls/self-signed.pem"), shown))
                            .behaving(Behaviours.opensFor("OPEN_WITH_CERTIFICATE", mail -> mail.certified())));

            Finding open = bench.scan("acme");

            assertEquals(VerdictKind.OPEN, open.verdict(), open::toString);
            String path = "On port " + server.address().getPort() + " after STARTTLS with a client certificate: ";
            assertEquals(path + "The probe of S1 came back.", open.reason());
            assertTrue(
                    bench.evidence(open).dialogues().getLast().lines().stream()
                            .anyMatch(line -> line.text().contains("the host asked for our certificate")),
                    "the evidence says that it was asked for");
            Finding closed = mended(bench, server, Behaviours.CLOSED);
            assertTrue(closed.complete(), "asked again with the certificate, so it lifts");
            assertEquals(
                    List.of("K0", "S1", "R1"),
                    bench.evidence(closed).tests().stream()
                            .filter(test -> test.path().endsWith("with a client certificate"))
                            .map(test -> test.test().value())
                            .toList(),
                    "few questions, for it is who asks that counts");
        }
    }

    @Test
    void aHostThatRefusesOurCertificateHasNoSuchWayIn() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            offersStartTls(bench, Behaviours.CLOSED);

            Finding closed = bench.scan("acme");

            assertEquals(VerdictKind.CLOSED, closed.verdict(), closed::toString);
            assertTrue(closed.complete());
            assertTrue(
                    bench.evidence(closed).tests().stream()
                            .anyMatch(test -> test.path().endsWith("with a client certificate")
                                    && test.answered().contains("the certificate was refused")),
                    "it was shown, and the evidence says what became of it");
        }
    }

    @Test
    void openOnlyOnAnotherPort() throws Exception {
        try (SimulatedMailServer submission = another(Behaviours.OPEN).start();
                SimulatedMailServer inside = another(Behaviours.REQUIRES_AUTH)
                        .insideTls(ScannerBench.certificate(folder))
                        .start();
                ScannerBench bench = goingBy(plain(submission), insideTls(inside))) {
            bench.customer("acme", HOST, Behaviours.CLOSED);

            Finding open = bench.scan("acme");

            assertEquals(VerdictKind.OPEN, open.verdict(), open::toString);
            assertTrue(open.reason().contains("On port " + submission.address().getPort() + ":"), open.reason());
            Finding closed = mended(bench, submission, Behaviours.REQUIRES_AUTH);
            List<String> insideSaid = bench.evidence(closed).tests().stream()
                    .filter(test -> test.path().endsWith("inside TLS"))
                    .map(Evidence.TestSeen::outcome)
                    .distinct()
                    .toList();
            assertEquals(List.of("AUTH_REQUIRED", "SKIPPED"), insideSaid);
        }
    }

    @Test
    void openOnlyInsideTlsFromTheFirstByteOn() throws Exception {
        try (SimulatedMailServer inside = another(Behaviours.OPEN)
                        .insideTls(ScannerBench.certificate(folder))
                        .start();
                ScannerBench bench = goingBy(insideTls(inside))) {
            bench.customer("acme", HOST, Behaviours.CLOSED);

            Finding open = bench.scan("acme");

            assertEquals(VerdictKind.OPEN, open.verdict(), open::toString);
            assertTrue(open.reason().contains("inside TLS"), open.reason());
        }
    }

    @Test
    void aPortThatNobodyAnswersIsNoWayIn() throws Exception {
        try (SimulatedMailServer away = another(Behaviours.DEAD).start();
                SimulatedMailServer noTls = another(Behaviours.CLOSED).start();
                ScannerBench bench = goingBy(plain(away), insideTls(noTls))) {
            bench.customer("acme", HOST, Behaviours.CLOSED);

            Finding closed = bench.scan("acme");

            assertEquals(VerdictKind.CLOSED, closed.verdict(), closed::toString);
            assertTrue(closed.complete(), "neither a dead port nor one that can't do TLS keeps a host from CLOSED");
        }
    }

    @Test
    void wordsInTheClearBehindStartTlsAreNotTakenForEncryptedOnes() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            SimulatedMailServer server = offersStartTls(bench, Hostile.TALKS_ON_BEHIND_STARTTLS);

            Finding finding = bench.scan("acme");

            assertEquals(VerdictKind.INCONCLUSIVE, finding.verdict(), finding::toString);
            assertEquals(
                    "On port " + server.address().getPort() + " after STARTTLS: The control, mail to its own postmaster, got no"
                            + " answer: the host talked on in the clear before the TLS handshake.",
                    finding.reason());
        }
    }

    @Test
    void aLightNightKeepsToThePortOfTheBooks() throws Exception {
        try (SimulatedMailServer submission = another(Behaviours.REQUIRES_AUTH).start();
                ScannerBench bench = goingBy(plain(submission))) {
            bench.customer("acme", HOST, Behaviours.CLOSED);
            bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET);
            int whole = submission.dialogues().size();

            bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET);

            assertTrue(whole > 0);
            assertEquals(whole, submission.dialogues().size(), "decision 14: one connection");
        }
    }

    /** A customer's host with a certificate of its own. */
    private SimulatedMailServer offersStartTls(ScannerBench bench, Behaviour how) throws Exception {
        return bench.customer(
                "acme", HOST, bench.server("acme", HOST).startTls(ScannerBench.certificate(folder)).behaving(how));
    }

    /** What a scan finds once the server answers like this, with nothing left in its queue: the host is closed. */
    private static Finding mended(ScannerBench bench, SimulatedMailServer server, Behaviour how) throws Exception {
        server.become(how);
        server.emptyQueue();
        Finding closed = bench.scan("acme");
        assertEquals(VerdictKind.CLOSED, closed.verdict(), closed::toString);
        return closed;
    }

    /** Another port of the same host. */
    private ServerBuilder another(Behaviour behaviour) {
        return SimulatedMailServer.named("mail.acme.example")
                .at(HOST)
                .serving("acme.example")
                .retryEvery(Duration.ofMillis(200))
                .onward(_ -> Optional.ofNullable(intake.get()))
                .behaving(behaviour);
    }

    private static TestPath plain(SimulatedMailServer server) {
        return new TestPath(server.address().getPort(), Security.PLAIN);
    }

    private static TestPath insideTls(SimulatedMailServer server) {
        return new TestPath(server.address().getPort(), Security.TLS);
    }

    private ScannerBench goingBy(TestPath... paths) throws IOException {
        ScannerBench bench = new ScannerBench(
                folder,
                ScannerBench.inMemory(),
                InstantSource.system(),
                Waiting.inRealTime(),
                ScannerBench.quickPace(),
                List.of(paths));
        intake.set(bench.intakeAddress());
        return bench;
    }
}
