// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Depth;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Changed;
import org.relaywarden.testbed.simulated.behaviour.Host;
import org.relaywarden.testbed.simulated.behaviour.MailAddress;
import org.relaywarden.testbed.simulated.behaviour.Opening;
import org.relaywarden.testbed.simulated.behaviour.PassesOneOn;
import org.relaywarden.testbed.simulated.behaviour.Reply;
import org.relaywarden.testbed.simulated.behaviour.Transaction;

/** A catch-all takes every form under its own names (decision 13); the one among them that it passes on is found. */
@Timeout(60)
class CatchAllTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            R2   | (.+)%(.+)@\\[.*            | the last one of Tier 1
            R24  | SRS0=xx=yy=(.+)=(.+)@.*    | the last one of tier 2
            """)
    void theOneFormThatItUnwrapsIsFound(String id, String form, String why) throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            String hidden = id.equals("R24") ? "$2@$1" : "$1@$2"; // user and domain, or domain and user
            bench.customer("acme", "127.0.14.1", PassesOneOn.unwrapping(Behaviours.CATCH_ALL, form, hidden));

            Finding finding = bench.sweep.scan(whole(), ScannerBench.QUIET).getFirst();

            assertEquals(VerdictKind.OPEN, finding.verdict(), () -> finding + "\n" + bench.evidence(finding).tests());
            assertEquals(List.of(new TestId(id)), finding.returned(), why);
        }
    }

    @Test
    void aSoundOneIsClosedAndASinkIsSentNoMoreThanFour() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            SimulatedMailServer sound = bench.customer("acme", "127.0.14.2", Behaviours.CATCH_ALL);
            Finding closed = bench.sweep.scan(whole(), ScannerBench.QUIET).getFirst();
            assertEquals(VerdictKind.CLOSED, closed.verdict(), closed::toString);
            assertTrue(sound.received().size() > 4, "it was handed what it takes: " + sound.received().size());

            sound.become(Behaviours.TAKES_AND_DROPS);
            Finding sink = bench.sweep.scan(whole(), ScannerBench.QUIET).getFirst();
            assertEquals(VerdictKind.SUSPECT, sink.verdict(), sink::toString);
            long messages = bench.evidence(sink).tests().stream()
                    .filter(test -> test.outcome().equals("ACCEPTED") && test.from().equals("outside"))
                    .count();
            assertEquals(4, messages, "whatever it takes");
        }
    }

    @Test
    void oneThatHangsUpOnUsAfterItTookAMessageIsNotDialledForEver() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            for (Behaviour like : List.of(Behaviours.CATCH_ALL, Behaviours.TAKES_AND_DROPS)) {
                SimulatedMailServer server = bench.customer("acme", "127.0.14.3", new Banning(like));

                bench.sweep.scan(whole(), ScannerBench.QUIET);

                assertTrue(server.dialogues().size() < 100, () -> like.name() + ": " + server.dialogues().size());
            }
        }
    }

    private static ScanRequest whole() {
        return new ScanRequest(
                        Optional.of("acme"), Vantage.OUTSIDE, ScanRequest.Cause.OPERATOR, Optional.empty())
                .of(Depth.FULL);
    }

    /** Hangs up on every caller once it has taken a message. */
    private static final class Banning extends Changed {

        private final AtomicBoolean took = new AtomicBoolean();

        Banning(Behaviour like) {
            super("BANNING", like);
        }

        @Override
        public Reply afterData(Transaction mail, List<MailAddress> recipients) {
            took.set(true);
            return super.afterData(mail, recipients);
        }

        @Override
        public Opening opening(Host host) {
            return took.get() ? new Opening.NobodyListens() : super.opening(host);
        }
    }
}
