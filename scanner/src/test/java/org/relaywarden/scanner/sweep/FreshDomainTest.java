// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.PassesOneOn;

/** S1: a relay that treats the domain which our tests are known by unlike others is found by one that nobody knows (S1b). */
@Timeout(60)
class FreshDomainTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> hostsThatKnowOurDomain() {
        return Stream.of(
                Arguments.of(Behaviours.CLOSED, "CLOSED", "refuses what goes there"),
                Arguments.of(Behaviours.TAKES_AND_DROPS, "SUSPECT", "drops it"),
                Arguments.of(Behaviours.ACCEPT_THEN_BOUNCE, "BACKSCATTER", "bounces it"));
    }

    /** @param without what is said of it by whoever has no second domain */
    @ParameterizedTest(name = "{2}")
    @MethodSource("hostsThatKnowOurDomain")
    void whatItRelaysForAllOthersIsFound(Behaviour knownTreatedAs, String without, String how) throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder.resolve("without"), ScannerBench.inMemory())) {
            bench.customer("acme", "127.0.15.1", relayThatKnows(knownTreatedAs));
            assertEquals(VerdictKind.valueOf(without), bench.scan("acme").verdict(), how);
        }
        try (ScannerBench bench = ScannerBench.withFreshDomain(folder.resolve("with"))) {
            bench.customer("acme", "127.0.15.1", relayThatKnows(knownTreatedAs));

            Finding finding = bench.scan("acme");

            assertEquals(VerdictKind.OPEN, finding.verdict(), finding::toString);
            assertEquals(List.of(new TestId("S1b")), finding.returned(), how);
            assertTrue(finding.reason().contains("unlike others"), finding::reason);
        }
    }

    @Test
    void aSoundHostIsAskedAndClosed() throws Exception {
        try (ScannerBench bench = ScannerBench.withFreshDomain(folder)) {
            bench.customer("acme", "127.0.15.2", Behaviours.CLOSED);

            Finding finding = bench.scan("acme");

            assertEquals(VerdictKind.CLOSED, finding.verdict(), finding::toString);
            assertEquals(Optional.of("REFUSED_RELAY"), outcome(bench.evidence(finding)));
        }
    }

    @Test
    void itsMessageNamesNoDomainThatTestsAreKnownBy() throws Exception {
        try (ScannerBench bench = ScannerBench.withFreshDomain(folder)) {
            bench.customer("acme", "127.0.15.3", relayThatKnows(Behaviours.CLOSED));

            List<String> message = bench.evidence(bench.scan("acme")).dialogues().stream()
                    .flatMap(dialogue -> dialogue.lines().stream())
                    .filter(Evidence.DialogueLine::ours)
                    .map(Evidence.DialogueLine::text)
                    .dropWhile(line -> !line.equals("DATA"))
                    .takeWhile(line -> !line.equals("."))
                    .toList();

            assertTrue(message.stream().anyMatch(line -> line.equals("X-Loop: bounce.quiet.example")), message::toString);
            assertFalse(String.join(" ", message).matches(".*(probe|scan)\\.isp\\.example.*"), message::toString);
        }
    }

    private static Behaviour relayThatKnows(Behaviour knownTreatedAs) {
        return new PassesOneOn("KNOWS_OUR_DOMAIN", knownTreatedAs, (mail, recipient) ->
                recipient.domain().equals(ScannerBench.FRESH_DOMAIN) ? Optional.of(recipient) : Optional.empty());
    }

    private static Optional<String> outcome(Evidence evidence) {
        return evidence.tests().stream()
                .filter(test -> test.test().equals(new TestId("S1b")))
                .map(Evidence.TestSeen::outcome)
                .findFirst();
    }
}
