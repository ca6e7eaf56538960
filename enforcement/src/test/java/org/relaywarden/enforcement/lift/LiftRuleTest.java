// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.lift;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.verdict.VerdictKind;

class LiftRuleTest {

    private static final Instant REPLIED = Instant.parse("2026-03-02T10:00:00Z");

    /** The case was proven by S1 and R3 on 192.0.2.7:25. */
    @ParameterizedTest(name = "{7}: {8}")
    @CsvSource(delimiter = '|', textBlock = """
        CLOSED        | true  | 1  | 192.0.2.7 25  |    |    | MayLift      | closed               | a full run begun after the reply, all refused (decision 15)
        CLOSED        | true  | 0  | 192.0.2.7 25  |    |    | MayLift      | the same instant     | the run is recorded after the reply was
        CLOSED        | true  | -1 | 192.0.2.7 25  |    |    | NotThisCase  | too early            | it tells of the time before the cure
        CLOSED        | true  | 1  | 192.0.2.8 25  |    |    | NotThisCase  | another host         | a customer may have several
        CLOSED        | true  | 1  | 192.0.2.7 587 |    |    | NotThisCase  | another port         | each port has its case
        CLOSED        | false | 1  | 192.0.2.7 25  |    |    | SaysNothing  | not full             | only a full run lifts
        CLOSED        | true  | 1  | 192.0.2.7 25  | R3 |    | StillRelays  | a convict accepted   | what proved it must be refused
        CLOSED        | true  | 1  | 192.0.2.7 25  | R8 |    | MayLift      | another accepted     | the verdict weighed it: a catch-all's own domain (decision 13)
        CLOSED        | true  | 1  | 192.0.2.7 25  |    | R8 | StillRelays  | a return             | a returned probe outweighs any verdict
        OPEN          | true  | 1  | 192.0.2.7 25  |    | S1 | StillRelays  | open                 | E7: the block stays
        OPEN_INTERNAL | true  | 1  | 192.0.2.7 25  |    | S1 | StillRelays  | open from inside     | it relays for somebody
        BACKSCATTER   | true  | 1  | 192.0.2.7 25  | S1 |    | StillRelays  | backscatter          | it took the mail
        SUSPECT       | true  | 1  | 192.0.2.7 25  | S1 |    | StillRelays  | suspect              | it took the mail
        MASKED        | true  | 1  | 192.0.2.7 25  |    |    | SaysNothing  | masked               | a refusal of us is no cure
        INCONCLUSIVE  | false | 1  | 192.0.2.7 25  |    |    | SaysNothing  | inconclusive         | not enough was seen
        UNREACHABLE   | false | 1  | 192.0.2.7 25  |    |    | SaysNothing  | unreachable          | switched off is not mended
        TESTBLOCKER   | true  | 1  | 192.0.2.7 25  |    |    | SaysNothing  | test blocker         | it plays for the tester
        HONEYPOT      | true  | 1  | 192.0.2.7 25  |    |    | SaysNothing  | trap                 | no test can judge it
        """)
    void onlyAFullClosedRunAfterTheReplyLifts(
            VerdictKind verdict, boolean complete, int secondsAfter, String host, String accepted, String returned,
            String ruling, String name, String why) {
        Finding finding = finding(verdict, complete, REPLIED.plusSeconds(secondsAfter), host, accepted, returned);
        assertEquals(ruling, LiftRule.judge(theCase(), finding, REPLIED).getClass().getSimpleName(), why);
    }

    /** Whatever verdict is added one day: only CLOSED lifts. */
    @ParameterizedTest
    @EnumSource(value = VerdictKind.class, mode = EnumSource.Mode.EXCLUDE, names = "CLOSED")
    void noOtherVerdictLifts(VerdictKind verdict) {
        Finding finding = finding(verdict, true, REPLIED.plusSeconds(1), "192.0.2.7 25", null, null);
        boolean lifts = LiftRule.judge(theCase(), finding, REPLIED) instanceof LiftRule.Ruling.MayLift;
        assertEquals(false, lifts);
    }

    private static CaseRecord theCase() {
        return new CaseRecord(1, "ann", InetAddress.ofLiteral("192.0.2.7"), 25, CaseState.RETEST_QUEUED,
                REPLIED.minus(Duration.ofDays(1)), Optional.empty(), 7, List.of("S1", "R3"), List.of(25), Optional.of(REPLIED),
                Optional.empty());
    }

    private static Finding finding(
            VerdictKind verdict, boolean complete, Instant startedAt, String host, String accepted, String returned) {
        String[] parts = host.split(" ");
        return new Finding(9, 9, 9, "ann", InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]), Vantage.INSIDE,
                ScanRequest.Cause.RETEST, Optional.of(1L), "1", verdict, "as the table says", complete, startedAt,
                startedAt.plusSeconds(60), tests(accepted), tests(returned), "", Duration.ofSeconds(60));
    }

    private static List<TestId> tests(String names) {
        return names == null ? List.of() : Arrays.stream(names.split(",")).map(TestId::new).toList();
    }
}
