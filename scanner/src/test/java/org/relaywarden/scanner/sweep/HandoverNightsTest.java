// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.TurnableClock;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Changed;
import org.relaywarden.testbed.simulated.behaviour.PassesOneOn;
import org.relaywarden.testbed.simulated.behaviour.Reply;
import org.relaywarden.testbed.simulated.behaviour.Transaction;

/** A host that takes every form and passes on one alone is proven: over the nights each form has its turn (S1, S2). */
@Timeout(120)
class HandoverNightsTest {

    private static final Instant NIGHT = Instant.parse("2026-03-01T02:00:00Z");
    private static final String R8 = "\"([^@]+)@([^@]+)\"@acme\\.example";
    private static final String R24 = "SRS0=xx=yy=(.+)=(.+)@.*";
    private static final Set<VerdictKind> IN_VAIN =
            Set.of(VerdictKind.SUSPECT, VerdictKind.BACKSCATTER, VerdictKind.INCONCLUSIVE);
    private static final Set<String> HANDED_OVER = Set.of("ACCEPTED", "BOUNCED", "RETURNED", "RCPT_OK_DATA_REFUSED");

    /** As {@code docs/verdicts.md} promises, four a night. */
    private static final int NIGHTS_FOR_ALL = 13;

    private final TurnableClock clock = new TurnableClock(NIGHT);

    @TempDir
    private Path folder;

    private PassesOneOn host;
    private int passedOnBefore;

    @BeforeEach
    void takesAllAndDropsIt() {
        host = new PassesOneOn("PASSES_NONE_ON", Behaviours.TAKES_AND_DROPS, (_, _) -> Optional.empty());
    }

    @ParameterizedTest(name = "{0} of a host that {1} within {2} nights: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            S2  | ACCEPT_THEN_BOUNCE | 4  | bounces all but the null sender's mail
            R8  | TAKES_AND_DROPS    | 4  | drops all but a quoted address
            R24 | TAKES_AND_DROPS    | 13 | the last one of tier 2
            S2  | REFUSES_AFTER_DATA | 4  | a message that it refuses had its turn, too
            R24 | REFUSES_AFTER_DATA | 13 | and the last one of tier 2 is asked of such a host
            """)
    void theOneFormThatIsPassedOnIsFound(String id, String like, int nightsMax, String why) throws Exception {
        host = passingOn(id, (Behaviour) Behaviours.class.getField(like).get(null));
        try (ScannerBench bench = bench()) {
            SimulatedMailServer server = bench.customer("acme", "127.0.15.1", host);
            Set<TestId> had = new HashSet<>();
            Finding finding = night(bench);
            for (int night = 1; night < nightsMax && finding.verdict() != VerdictKind.OPEN; night++) {
                assertTrue(IN_VAIN.contains(finding.verdict()), finding::toString);
                assertNoneAgain(had, handedOver(bench, finding, "outside"));
                finding = night(bench);
            }

            assertEquals(VerdictKind.OPEN, finding.verdict(), why + ": " + finding);
            assertEquals(List.of(new TestId(id)), finding.returned());
            assertTrue(messages(server) <= 4L * nightsMax, "polite: " + messages(server));
        }
    }

    @Test
    void noFormHasASecondMessageBeforeEachHadOneThenTheOldestHas() throws Exception {
        try (ScannerBench bench = bench()) {
            SimulatedMailServer server = bench.customer("acme", "127.0.15.2", host);
            List<Set<TestId>> nights = new ArrayList<>();
            Set<TestId> asked = new TreeSet<>();
            assertTrue(tests(2) <= 4 * NIGHTS_FOR_ALL && tests(1) <= 4 * 4, "as the page says");
            Set<TestId> inside = new HashSet<>();
            for (int night = 1; night <= NIGHTS_FOR_ALL; night++) {
                long before = messages(server);
                Finding finding = night(bench);
                nights.add(handedOver(bench, finding, "outside"));
                bench.evidence(finding).tests().stream()
                        .filter(test -> !test.test().isControl() && !test.outcome().equals("SKIPPED"))
                        .forEach(test -> asked.add(test.test()));
                assertEquals(4, messages(server) - before, "four a night");
                assertNoneAgain(inside, handedOver(bench, finding, "inside"));
                assertEquals(night, inside.size(), "by each other path one a night, with turns of its own");
            }

            assertEquals(asked, new TreeSet<>(nights.stream().flatMap(Set::stream).toList()), "each had its turn");
            Set<TestId> twice = new HashSet<>();
            Set<TestId> once = new HashSet<>();
            nights.stream().flatMap(Set::stream).filter(id -> !once.add(id)).forEach(twice::add);
            assertEquals(4 * NIGHTS_FOR_ALL - asked.size(), twice.size());
            assertTrue(twice.containsAll(nights.getFirst()), () -> twice + " after " + nights);
            List<TestId> oldest = Stream.concat(nights.get(0).stream(), nights.get(1).stream()).toList();
            assertTrue(oldest.containsAll(twice), () -> twice + " after " + nights);
        }
    }

    @Test
    void eachPathHasTurnsOfItsOwn() throws Exception {
        try (SimulatedMailServer submission = SimulatedMailServer.named("mail.acme.example")
                        .at("127.0.15.5")
                        .serving("acme.example")
                        .startTls(ScannerBench.certificate(folder))
                        .behaving(Behaviours.TAKES_AND_DROPS)
                        .start();
                ScannerBench bench = bench(new TestPath(submission.address().getPort(), Security.PLAIN))) {
            SimulatedMailServer server = bench.customer(
                    "acme",
                    "127.0.15.5",
                    bench.server("acme", "127.0.15.5")
                            .startTls(ScannerBench.certificate(folder))
                            .behaving(host));
            String books = "outside port " + server.address().getPort();
            Map<String, Set<TestId>> first = handedOver(bench, night(bench));
            Map<String, Set<TestId>> second = handedOver(bench, night(bench));

            assertNoneAgain(first.remove(books), second.remove(books));
            String beside = "outside port " + submission.address().getPort();
            Set<String> others = Set.of(
                    books + " after STARTTLS",
                    beside,
                    beside + " after STARTTLS",
                    "inside port " + server.address().getPort());
            assertEquals(others, first.keySet());
            assertEquals(others, second.keySet());
            first.forEach((path, forms) -> assertEquals(Set.of(new TestId("S1")), forms, path));
            second.forEach((path, forms) -> assertEquals(Set.of(new TestId("S3")), forms, path));
        }
    }

    @Test
    void whatConvictedOrCameBackIsHandedOverFirst() throws Exception {
        TestId convicting = new TestId("R8");
        try (ScannerBench bench = bench()) {
            SimulatedMailServer server = bench.customer("acme", "127.0.15.3", host);
            assertEquals(VerdictKind.SUSPECT, night(bench).verdict());
            host = passingOn("R8", Behaviours.TAKES_AND_DROPS);
            server.become(host);
            long before = messages(server);
            Finding retest = scan(
                    bench,
                    new ScanRequest(Optional.of("acme"), Vantage.OUTSIDE, ScanRequest.Cause.RETEST, Optional.of(1L))
                            .with(List.of(convicting)));
            assertEquals(VerdictKind.OPEN, retest.verdict(), retest::toString);
            assertEquals(1, messages(server) - before, "at once: it convicted");
            Finding again = night(bench);
            assertEquals(VerdictKind.OPEN, again.verdict(), again::toString);
            assertEquals(2, messages(server) - before, "at once: its last message came back");

            server.become(Behaviours.TAKES_AND_DROPS);
            assertTrue(handedOver(bench, night(bench), "outside").contains(convicting), "it came back");
            assertFalse(handedOver(bench, night(bench), "outside").contains(convicting), "and now it did not");
            bench.suspects.add("acme");
            bench.convicted.add(convicting);
            assertTrue(handedOver(bench, night(bench), "outside").contains(convicting), "an open case");
            assertTrue(handedOver(bench, night(bench), "outside").contains(convicting), "each night");
        }
    }

    @Test
    void whatIsAskedInPlaceOfARefusedSenderIsNotCrowdedOut() throws Exception {
        // It is asked last; by then the forms that had their message must not have had the night's four again.
        host = new PassesOneOn("OWN_SENDERS_QUOTED", new RefusingOutsiders(), (mail, recipient) ->
                mail.host().owns(mail.sender()) && recipient.asGiven().matches(R8)
                        ? recipient.unwrapped()
                        : Optional.empty());
        try (ScannerBench bench = bench()) {
            bench.customer("acme", "127.0.15.4", host);
            Finding finding = night(bench);
            for (int night = 1; night < NIGHTS_FOR_ALL && finding.verdict() != VerdictKind.OPEN; night++) {
                assertEquals(VerdictKind.SUSPECT, finding.verdict(), finding::toString);
                finding = night(bench);
            }

            assertEquals(VerdictKind.OPEN, finding.verdict(), finding::toString);
            assertEquals(List.of(new TestId("R8s")), finding.returned());
        }
    }

    private static PassesOneOn passingOn(String id, Behaviour like) {
        return switch (id) {
            case "S2" -> new PassesOneOn("NULL_SENDER_ALONE", like, (mail, recipient) ->
                    mail.sender().isNull() ? Optional.of(recipient) : Optional.empty());
            case "R8" -> PassesOneOn.unwrapping(like, R8, "$1@$2");
            case "R24" -> PassesOneOn.unwrapping(like, R24, "$2@$1");
            default -> throw new IllegalArgumentException(id);
        };
    }

    private ScannerBench bench(TestPath... beside) throws Exception {
        return new ScannerBench(
                folder, ScannerBench.inMemory(), clock, untilItIsBack(), ScannerBench.quickPace(), List.of(beside));
    }

    /** Waits for what comes back, however long it takes; for what does not, the clock is turned on. */
    private Waiting untilItIsBack() {
        return (signal, atMost) -> {
            if (host.passedOn() > passedOnBefore) {
                assertTrue(signal.await(30, TimeUnit.SECONDS), "passed on, and not back");
            } else {
                clock.advance(atMost);
            }
        };
    }

    private Finding night(ScannerBench bench) {
        return scan(bench, ScanRequest.nightly());
    }

    private Finding scan(ScannerBench bench, ScanRequest request) {
        clock.advance(Duration.ofDays(1));
        passedOnBefore = host.passedOn();
        return bench.sweep.scan(request, ScannerBench.QUIET).getFirst();
    }

    /** Without S1b, for which there is no domain here; with it, tier 2 takes a night more. */
    private static long tests(int tier) {
        return Battery.upTo(tier).stream()
                .filter(test -> !test.id().isControl() && !test.id().equals(Battery.FRESH))
                .count();
    }

    private static void assertNoneAgain(Set<TestId> had, Set<TestId> tonight) {
        tonight.forEach(id -> assertTrue(had.add(id), () -> id + " again, before all had their turn: " + had));
    }

    /** Forms of which a message was handed over from there in this run, by its evidence. */
    static Set<TestId> handedOver(ScannerBench bench, Finding finding, String from) {
        return handedOver(bench, finding).entrySet().stream()
                .filter(path -> path.getKey().startsWith(from + " "))
                .flatMap(path -> path.getValue().stream())
                .collect(Collectors.toSet());
    }

    /** The same by each path: {@code outside port 25 after STARTTLS}. */
    private static Map<String, Set<TestId>> handedOver(ScannerBench bench, Finding finding) {
        return bench.evidence(finding).tests().stream()
                .filter(test -> HANDED_OVER.contains(test.outcome()))
                .collect(Collectors.groupingBy(
                        test -> test.from() + " " + test.path(),
                        Collectors.mapping(Evidence.TestSeen::test, Collectors.toSet())));
    }

    /** Messages that were handed over from outside, by the host's own log. */
    private static long messages(SimulatedMailServer server) {
        return server.dialogues().stream()
                .filter(talk -> talk.client().getAddress().getHostAddress().equals("127.0.0.9"))
                .flatMap(talk -> talk.lines().stream())
                .filter(line -> line.equals("C: DATA"))
                .count();
    }

    /** Takes whatever a sender of its own, of another customer's or of nobody's sends, and drops it. */
    private static final class RefusingOutsiders extends Changed {

        RefusingOutsiders() {
            super("REFUSES_OUTSIDERS", Behaviours.TAKES_AND_DROPS);
        }

        @Override
        public Reply sender(Transaction mail) {
            return mail.sender().domain().equals("scan.isp.example")
                    ? Reply.of(550, "5.7.1 Sender address rejected")
                    : super.sender(mail);
        }
    }
}
