// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.reports.digest.NightPage.BackRow;
import org.relaywarden.reports.digest.NightPage.Listed;
import org.relaywarden.reports.digest.NightPage.Moment;
import org.relaywarden.reports.digest.NightPage.RunView;
import org.relaywarden.reports.digest.NightPage.TalkLine;
import org.relaywarden.reports.digest.NightPage.TalkView;
import org.relaywarden.reports.digest.NightPage.TestRow;
import org.relaywarden.reports.dossier.Run;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;

/**
 * Writes runs with their evidence (D2), as long as the page has room for it. One for each page; not thread-safe.
 */
final class RunWriter {

    static final int REASON_MAX = 300;
    static final int BANNER_MAX = 160;
    /** Of one run: a whole Tier 1 battery fits, a host that never stops talking does not. */
    static final int DIALOGUE_LINES_MAX = 200;

    static final int LINE_MAX = 300;
    static final int HEADER_LINES_MAX = 60;
    static final int RETURNED_MAX = 8;
    static final int TESTS_MAX = 40;
    /** Of all runs on a page, so that it opens at once in any browser whatever the night was like. */
    static final int EVIDENCE_CHARACTERS_MAX = 2_000_000;

    private static final Evidence NOTHING = new Evidence(0, List.of(), List.of(), List.of());

    private int charactersLeft = EVIDENCE_CHARACTERS_MAX;

    RunView run(String title, Run run, long caseNumber) {
        Finding finding = run.finding();
        Evidence evidence = run.evidence().orElse(NOTHING);
        List<BackRow> returned = evidence.returned().stream()
                .limit(RETURNED_MAX)
                .map(back -> back(back, evidence))
                .toList();
        Talks talks = talks(evidence);
        List<TestRow> tests = evidence.tests().stream().map(RunWriter::test).toList();
        Listed<TestRow> testsShown = Listed.cut(tests, TESTS_MAX, whereAllIs(caseNumber));
        boolean fits = takes(returned, talks.shown(), testsShown.rows());
        return new RunView(
                title,
                VerdictWords.of(finding.verdict()),
                Shown.line(finding.reason(), REASON_MAX),
                Shown.line(finding.banner(), BANNER_MAX),
                circumstances(finding),
                fits ? returned : List.of(),
                fits ? talks.shown() : List.of(),
                fits ? testsShown : new Listed<>(List.of(), ""),
                note(run, fits, talks.leftOut(), caseNumber));
    }

    /** What isn't shown of a run's evidence; empty when all is. */
    private static String note(Run run, boolean fits, int linesLeftOut, long caseNumber) {
        if (run.evidence().isEmpty()) {
            return "The dialogue of this run is no longer kept, or never was.";
        }
        if (!fits) {
            return "The evidence of this run is left out: the page is full. " + whereAllIs(caseNumber);
        }
        int probesLeftOut = Math.max(0, run.evidence().get().returned().size() - RETURNED_MAX);
        return linesLeftOut == 0 && probesLeftOut == 0
                ? ""
                : CaseWords.count(linesLeftOut, "line") + " of dialogue and "
                        + CaseWords.count(probesLeftOut, "returned probe") + " left out. " + whereAllIs(caseNumber);
    }

    private static String whereAllIs(long caseNumber) {
        return "All of it: relaywarden cases show " + caseNumber;
    }

    private static String circumstances(Finding finding) {
        return "Begun " + Moment.of(finding.startedAt()).words() + ", judged "
                + Moment.of(finding.judgedAt()).words() + ". Seen from " + CaseWords.vantage(finding.vantage()) + "; "
                + CaseWords.cause(finding.cause()) + ". Battery " + Shown.line(finding.batteryVersion(), 40) + ", "
                + (finding.complete()
                        ? "every test that counts got an answer."
                        : "not every test that counts got an answer.");
    }

    private static BackRow back(Evidence.Returned returned, Evidence evidence) {
        String catches = evidence.tests().stream()
                .filter(test -> test.test().equals(returned.test()))
                .map(test -> Shown.line(test.catches(), LINE_MAX))
                .findFirst()
                .orElse("");
        return new BackRow(
                returned.test().value(),
                catches,
                Moment.of(returned.at()),
                "Handed in by " + returned.handedInBy().map(AddressText::of).orElse("an unknown address")
                        + ", which called itself " + Shown.line(returned.helo(), BANNER_MAX),
                Shown.line(returned.sha256(), 64),
                Shown.lines(returned.headers(), HEADER_LINES_MAX, LINE_MAX));
    }

    private record Talks(List<TalkView> shown, int leftOut) {}

    /** The connection that convicted comes first, for the cut takes from the end. */
    private static Talks talks(Evidence evidence) {
        Set<TestId> back = evidence.returned().stream().map(Evidence.Returned::test).collect(Collectors.toSet());
        List<String> decisive = evidence.tests().stream()
                .filter(test -> back.contains(test.test()))
                .map(Evidence.TestSeen::sent)
                .toList();
        List<Evidence.Dialogue> order = new ArrayList<>(evidence.dialogues());
        order.sort(Comparator.comparing((Evidence.Dialogue talk) ->
                talk.lines().stream().noneMatch(line -> isDecisive(line, decisive))));
        List<TalkView> shown = new ArrayList<>();
        int room = DIALOGUE_LINES_MAX;
        int leftOut = 0;
        for (Evidence.Dialogue talk : order) {
            int taken = Math.min(room, talk.lines().size());
            room -= taken;
            leftOut += talk.lines().size() - taken;
            if (taken > 0) {
                shown.add(new TalkView(
                        "Connection " + talk.connection() + " from " + talk.from() + ", opened "
                                + Moment.of(talk.openedAt()).words() + ": "
                                + CaseWords.count(talk.lines().size(), "line"),
                        talk.lines().subList(0, taken).stream()
                                .map(line -> new TalkLine(
                                        line.ours() ? "C:" : "S:",
                                        Shown.line(line.text(), LINE_MAX),
                                        isDecisive(line, decisive)))
                                .toList()));
            }
        }
        return new Talks(shown, leftOut);
    }

    private static boolean isDecisive(Evidence.DialogueLine line, List<String> sentOfReturned) {
        return line.ours()
                && line.text().startsWith("RCPT ")
                && sentOfReturned.stream().anyMatch(sent -> sent.contains(line.text()));
    }

    private static TestRow test(Evidence.TestSeen seen) {
        return new TestRow(
                seen.test().value(),
                "from " + seen.from() + (seen.path().isEmpty() ? "" : ", " + seen.path()),
                Shown.line(seen.outcome(), 40),
                Shown.line(seen.sent(), LINE_MAX),
                Shown.line(seen.answered(), LINE_MAX),
                Shown.line(seen.catches(), LINE_MAX));
    }

    /** Takes the room for all of a run's evidence, or none. */
    private boolean takes(List<BackRow> returned, List<TalkView> talks, List<TestRow> tests) {
        int characters = returned.stream().flatMap(back -> back.headers().stream()).mapToInt(String::length).sum()
                + talks.stream()
                        .flatMap(talk -> talk.lines().stream())
                        .mapToInt(line -> line.text().length() + 40)
                        .sum()
                + tests.stream().mapToInt(test -> test.sent().length() + test.answered().length() + 200).sum();
        if (characters > charactersLeft) {
            return false;
        }
        charactersLeft -= characters;
        return true;
    }
}
