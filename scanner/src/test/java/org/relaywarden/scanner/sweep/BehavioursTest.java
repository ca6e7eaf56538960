// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Hostile;
import org.relaywarden.testbed.simulated.behaviour.Hostile.Step;

/** Every behaviour that the testbed knows, through real intake, spool and store: one night over all of them. */
@TestInstance(Lifecycle.PER_CLASS)
class BehavioursTest {

    private static final String HUNG_UP_AT_S1 = "Not settled: S1 got no answer (the host closed the connection), S3 ";
    private static final String HUNG_UP = "got no answer: the host closed the connection.";

    private static final List<Row> ROWS = List.of(
            row(Behaviours.CLOSED, VerdictKind.CLOSED, "own postmaster", "550 5.7.1 to every stranger"),
            row(Behaviours.CLOSED_454, VerdictKind.CLOSED, "own postmaster", "454 4.7.1 is no greylisting"),
            row(Behaviours.OPEN, VerdictKind.OPEN, "came back", "the probe came back"),
            row(Behaviours.SENDER_TRUSTING, VerdictKind.OPEN, "came back", "S3 or S4 came back"),
            row(Behaviours.PERCENT_HACK, VerdictKind.OPEN, "R1 came back", "only the percent form came back"),
            row(Behaviours.NULL_SENDER, VerdictKind.OPEN, "S2 came back", "only the null sender came back"),
            row(Behaviours.HELO_ONLY_OPEN, VerdictKind.OPEN, "came back", "HELO after a refused EHLO"),
            row(Behaviours.TAKES_AND_DROPS, VerdictKind.SUSPECT, "has not come back", "a 250 is no proof"),
            row(Behaviours.ACCEPT_THEN_BOUNCE, VerdictKind.BACKSCATTER, "bounced it", "a bounce is no proof"),
            row(Behaviours.CATCH_ALL, VerdictKind.CLOSED, "every name", "decision 13: an own name weighs nothing"),
            row(Behaviours.DEFERS_ALL, VerdictKind.INCONCLUSIVE, "got no answer", "451 to everybody"),
            row(Behaviours.REFUSES_SENDER, VerdictKind.MASKED, "own postmaster", "5yz at MAIL hides the rest"),
            row(Behaviours.REFUSES_CLIENT, VerdictKind.MASKED, "own postmaster", "554 in the banner is about us"),
            row(Behaviours.REFUSES_AFTER_DATA, VerdictKind.INCONCLUSIVE, "only after", "refuses the message"),
            row(Behaviours.REQUIRES_AUTH, VerdictKind.CLOSED, "logged in", "530 to everything, postmaster too"),
            row(Behaviours.SILENT, VerdictKind.INCONCLUSIVE, "got no answer: no whole reply in time.", "a connection without a banner"),
            row(Behaviours.DEAD, VerdictKind.UNREACHABLE, "Nothing answered: no connection: ", "nobody listens"),
            row(Behaviours.dropsConnection(2, Behaviours.CLOSED), VerdictKind.CLOSED, "own postmaster",
                    "hangs up early"),
            row(Hostile.ENDLESS_BANNER, VerdictKind.INCONCLUSIVE, "got no answer: a reply of more than 100 lines",
                    "ended after 100 lines"),
            row(Hostile.HUGE_REPLY_LINE, VerdictKind.INCONCLUSIVE, "got no answer: a line of more than 4 KiB.",
                    "ended after 4 KiB"),
            row(Hostile.ESCAPE_CODES, VerdictKind.CLOSED, "own postmaster", "poison in its words changes nothing"),
            hangsUp(Step.BANNER, Behaviours.OPEN, VerdictKind.INCONCLUSIVE, HUNG_UP, "no banner"),
            hangsUp(Step.HELLO, Behaviours.OPEN, VerdictKind.INCONCLUSIVE, HUNG_UP, "nothing could be asked"),
            hangsUp(Step.MAIL, Behaviours.OPEN, VerdictKind.INCONCLUSIVE, HUNG_UP, "no recipient was named"),
            hangsUp(Step.RCPT, Behaviours.OPEN, VerdictKind.INCONCLUSIVE, HUNG_UP_AT_S1, "a silence is no refusal"),
            hangsUp(Step.DATA, Behaviours.OPEN, VerdictKind.INCONCLUSIVE, HUNG_UP_AT_S1, "it never had a message"),
            hangsUp(Step.DOT, Behaviours.OPEN, VerdictKind.OPEN, "came back", "it did not say so, but it took it"),
            hangsUp(Step.RSET, Behaviours.CLOSED, VerdictKind.CLOSED, "own postmaster", "the rest is asked anew"),
            hangsUp(Step.QUIT, Behaviours.CLOSED, VerdictKind.CLOSED, "own postmaster", "all was said by then"),
            row(Hostile.dribble(Duration.ofMillis(500), Behaviours.CLOSED), VerdictKind.INCONCLUSIVE,
                    "got no answer: no whole reply in time.", "a byte at a time buys no time"));

    /** One behaviour and what a scan has to make of it. */
    private record Row(Behaviour behaviour, VerdictKind verdict, String reason, String why) {}

    @TempDir
    private static Path folder;

    private final Map<String, SimulatedMailServer> servers = new TreeMap<>();
    private final Map<String, Finding> night = new TreeMap<>();
    private ScannerBench bench;

    @BeforeAll
    void oneNight() throws IOException {
        bench = ScannerBench.quick(folder, ScannerBench.inMemory());
        for (int i = 0; i < ROWS.size(); i++) {
            String login = login(ROWS.get(i));
            servers.put(login, bench.customer(login, "127.0.7." + (i + 1), ROWS.get(i).behaviour()));
        }
        bench.sweep
                .scan(ScanRequest.nightly(), ScannerBench.QUIET)
                .forEach(finding -> night.put(finding.login(), finding));
    }

    @AfterAll
    void close() {
        bench.close();
    }

    static Stream<Arguments> rows() {
        return ROWS.stream().map(row -> Arguments.of(row.behaviour().name(), row));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void aBehaviourGetsItsVerdict(String name, Row row) {
        Finding finding = night.get(login(row));

        assertEquals(row.verdict(), finding.verdict(), () -> row.why() + ": " + finding + bench.evidence(finding));
        assertTrue(finding.reason().contains(row.reason()), finding.reason());
        assertEquals(row.verdict() == VerdictKind.OPEN, !finding.returned().isEmpty(), "OPEN needs a returned probe");
        assertTrue(finding.took().compareTo(Duration.ofSeconds(20)) < 0, "bounded, whatever the host does");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void aHostIsTreatedPolitely(String name, Row row) {
        boolean catchAll = name.equals(Behaviours.CATCH_ALL.name());
        servers.get(login(row)).dialogues().forEach(catchAll ? Manners::keptWithACatchAll : Manners::kept);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everythingIsKeptAndHarmless(String name, Row row) {
        Evidence evidence = bench.evidence(night.get(login(row)));

        assertTrue(!evidence.dialogues().isEmpty() && !evidence.tests().isEmpty());
        for (Evidence.Dialogue dialogue : evidence.dialogues()) {
            for (Evidence.DialogueLine line : dialogue.lines()) {
                // Decision 22: nothing that could move a cursor or turn the reading direction is left.
                assertTrue(line.text().chars().noneMatch(c -> c < 0x20 || c == 0x202e), line.text());
                assertTrue(line.text().length() <= 500, "capped");
            }
        }
    }

    private static String login(Row row) {
        return "c" + ROWS.indexOf(row) + row.behaviour().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Row hangsUp(Step step, Behaviour like, VerdictKind verdict, String reason, String why) {
        return row(Hostile.hangsUp(step, like), verdict, reason, why);
    }

    private static Row row(Behaviour behaviour, VerdictKind verdict, String reason, String why) {
        return new Row(behaviour, verdict, reason, why);
    }
}
