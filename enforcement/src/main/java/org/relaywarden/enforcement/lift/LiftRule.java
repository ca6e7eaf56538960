// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.lift;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.verdict.VerdictKind;

/** Whether a finding may lift the blocks of a case (decision 15). Pure code: no clock, no database. */
public final class LiftRule {

    /** What a finding means for a case's blocks. */
    public sealed interface Ruling {

        /** The host refused all of it: the blocks go. */
        record MayLift() implements Ruling {}

        /** The host still does what it should not: the blocks stay. {@code why} ends no sentence. */
        record StillRelays(String why) implements Ruling {}

        /** The run says nothing of the host: the blocks stay. {@code why} ends no sentence. */
        record SaysNothing(String why) implements Ruling {}

        /** The run is not one that this case may be judged by. {@code why} ends no sentence. */
        record NotThisCase(String why) implements Ruling {}
    }

    private LiftRule() {}

    /**
     * Judges a finding.
     *
     * @param notBefore a run that began earlier tells of the time before the cure
     */
    public static Ruling judge(CaseRecord found, Finding finding, Instant notBefore) {
        if (!finding.address().equals(found.address()) || finding.port() != found.port()) {
            return new Ruling.NotThisCase("it is of another host");
        }
        if (finding.startedAt().isBefore(notBefore)) {
            return new Ruling.NotThisCase("it began before the reply");
        }
        return switch (finding.verdict()) {
            case OPEN, OPEN_INTERNAL -> new Ruling.StillRelays("a test mail came back: " + names(finding.returned()));
            case BACKSCATTER ->
                    new Ruling.StillRelays("it took mail for others and bounced it: " + names(finding.accepted()));
            case SUSPECT -> new Ruling.StillRelays(
                    "it still took mail for others, though none came back yet: " + names(finding.accepted()));
            case CLOSED -> onClosed(found, finding);
            case MASKED -> new Ruling.SaysNothing("it refused our test as such, so nothing can be said of relaying");
            case INCONCLUSIVE -> new Ruling.SaysNothing("it put us off or broke off before enough was seen");
            case UNREACHABLE -> new Ruling.SaysNothing("it did not answer");
            case TESTBLOCKER -> new Ruling.SaysNothing("it treats our tests unlike other mail");
            case HONEYPOT -> new Ruling.SaysNothing("it is known as a trap, which no test can judge");
        };
    }

    /** CLOSED alone is not enough: the run was full, and what convicted the host is refused now. */
    private static Ruling onClosed(CaseRecord found, Finding finding) {
        List<TestId> stillTaken = Stream.concat(finding.accepted().stream(), finding.returned().stream())
                .filter(test -> found.provenTests().contains(test.value()))
                .distinct()
                .toList();
        if (!stillTaken.isEmpty()) {
            return new Ruling.StillRelays("a test that proved the relay was accepted again: " + names(stillTaken));
        }
        if (!finding.returned().isEmpty()) {
            return new Ruling.StillRelays("a test mail came back: " + names(finding.returned()));
        }
        if (!finding.complete()) {
            return new Ruling.SaysNothing("not every test got an answer, and only a full run can lift");
        }
        return new Ruling.MayLift();
    }

    /** Whether this is a full run that found the host closed: what is proven later of an older run is its old queue. */
    public static boolean isFullClosed(Finding finding) {
        return finding.verdict() == VerdictKind.CLOSED && finding.complete();
    }

    private static String names(List<TestId> tests) {
        return tests.isEmpty()
                ? "which test is not known"
                : String.join(", ", tests.stream().map(TestId::value).toList());
    }
}
