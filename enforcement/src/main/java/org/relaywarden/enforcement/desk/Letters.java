// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.warning.NoticeContent;
import org.relaywarden.enforcement.warning.NoticeContent.NotTestable.Obstacle;
import org.relaywarden.enforcement.warning.NoticeRequest;
import org.relaywarden.enforcement.warning.Notices;
import org.relaywarden.enforcement.warning.SeenTest;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.Findings;

/** Gathers what a notice has to tell, and has it planned in the caller's transaction. */
final class Letters {

    private final Customers customers;
    private final Findings findings;
    private final Notices notices;
    private final InstantSource clock;

    Letters(Customers customers, Findings findings, Notices notices, InstantSource clock) {
        this.customers = customers;
        this.findings = findings;
        this.notices = notices;
        this.clock = clock;
    }

    void warn(CaseRecord found, Finding finding, List<BlockRecord> blocks, boolean dryRun) {
        // What is only recorded while the rest is real must not be told as done.
        List<Measure> measures = blocks.stream()
                .filter(block -> dryRun || !block.dryRun())
                .map(BlockRecord::measure)
                .toList();
        plan(
                found,
                new NoticeContent.Warning(
                        customers.byLogin(found.login()).map(Customer::line).orElse(Line.ELSEWHERE),
                        measures,
                        dryRun,
                        found.deadlineAt().filter(clock.instant()::isBefore),
                        finding.startedAt(),
                        seen(finding, finding.returned()),
                        finding.banner()));
    }

    void tellLifted(CaseRecord found, Finding finding, List<BlockRecord> blocks) {
        boolean blocked = blocks.stream().anyMatch(block -> !block.dryRun());
        plan(found, new NoticeContent.Lifted(blocked, found.isProven(), finding.startedAt()));
    }

    void tellStillOpen(CaseRecord found, Finding finding) {
        Set<TestId> returned = Set.copyOf(finding.returned());
        List<TestId> onlyTaken =
                finding.accepted().stream().filter(test -> !returned.contains(test) && !test.isControl()).toList();
        plan(
                found,
                new NoticeContent.StillOpen(
                        finding.startedAt(),
                        seen(finding, finding.returned()),
                        seen(finding, onlyTaken),
                        finding.banner()));
    }

    void tellNotTestable(CaseRecord found, Finding finding) {
        Obstacle obstacle =
                switch (finding.verdict()) {
                    case UNREACHABLE -> Obstacle.NO_ANSWER;
                    case MASKED, TESTBLOCKER, HONEYPOT -> Obstacle.TESTER_REFUSED;
                    case INCONCLUSIVE, CLOSED, OPEN, OPEN_INTERNAL, BACKSCATTER, SUSPECT -> Obstacle.NOT_FINISHED;
                };
        plan(found, new NoticeContent.NotTestable(finding.startedAt(), obstacle));
    }

    void tellNotOursToTest(CaseRecord found) {
        plan(found, new NoticeContent.NotTestable(clock.instant(), Obstacle.NOT_OURS_TO_TEST));
    }

    void tellSeenClosed(CaseRecord found, Finding finding) {
        plan(found, new NoticeContent.SeenClosed(finding.startedAt()));
    }

    /** @param relay the case of the host that is trusted */
    void tellTrust(CaseRecord found, CaseRecord relay, Finding finding) {
        plan(found, new NoticeContent.TrustsRelay(relay.address(), finding.startedAt()));
    }

    private void plan(CaseRecord found, NoticeContent content) {
        Language language =
                customers.byLogin(found.login()).map(Customer::language).orElse(Language.ENGLISH);
        notices.plan(new NoticeRequest(
                found.number(), found.login(), language, found.address(), portOf(found), content));
    }

    /** Where the customer is to look: the port of the books, unless only others were proved open. */
    private static int portOf(CaseRecord found) {
        List<Integer> proven = found.provenPorts();
        return proven.isEmpty() || proven.contains(found.port()) ? found.port() : proven.getFirst();
    }

    /** The tests as the evidence shows them; a test without evidence is named at least. */
    private List<SeenTest> seen(Finding finding, List<TestId> tests) {
        var shown = findings.evidence(finding.runId()).map(Evidence::tests).stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(Evidence.TestSeen::test, test -> test, (first, again) -> first));
        return tests.stream()
                .map(test -> Optional.ofNullable(shown.get(test))
                        .map(seen -> new SeenTest(test.value(), seen.sent(), seen.answered()))
                        .orElseGet(() -> new SeenTest(test.value(), "", "")))
                .toList();
    }
}
