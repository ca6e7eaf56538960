// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.HistoryLine;
import org.relaywarden.reports.digest.NightPage.CaseChange;
import org.relaywarden.reports.digest.NightPage.Changes;
import org.relaywarden.reports.digest.NightPage.HostChange;
import org.relaywarden.reports.digest.NightPage.Link;
import org.relaywarden.reports.digest.NightPage.Listed;
import org.relaywarden.reports.digest.NightPage.Moment;
import org.relaywarden.reports.digest.NightPage.Step;
import org.relaywarden.reports.dossier.Dossier;
import org.relaywarden.scanner.findings.Finding;

/** Collects what is not as it was the night before (D1). Not thread-safe. */
final class ChangesWriter {

    static final int HOSTS_MAX = 200;
    static final int CASES_MAX = 200;
    static final int LINES_OF_CASE_MAX = 12;

    private final Night night;
    private final List<HostChange> hosts = new ArrayList<>();
    private final List<CaseChange> cases = new ArrayList<>();
    private final List<HistoryLine> done = new ArrayList<>();

    ChangesWriter(Night night) {
        this.night = night;
    }

    /** Looks at a host of the night. */
    void look(Night.HostNight host, Link link) {
        List<Finding> line = Stream.of(host.before().stream(), host.earlier().stream(), Stream.of(host.last()))
                .flatMap(findings -> findings)
                .toList();
        if (line.stream().map(Finding::verdict).distinct().count() > 1) {
            hosts.add(new HostChange(link, line.stream().map(ChangesWriter::step).toList()));
        }
    }

    /** Looks at a case. */
    void look(Dossier dossier, Link link) {
        List<HistoryLine> lines = dossier.linesIn(night.from(), night.until());
        if (!lines.isEmpty()) {
            done.addAll(lines);
            cases.add(new CaseChange(
                    link,
                    CaseWords.state(dossier.record().state()),
                    CaseWords.tone(dossier.record().state()),
                    CardWriter.history(lines, LINES_OF_CASE_MAX, dossier.record().number())));
        }
    }

    static Step step(Finding finding) {
        return new Step(
                VerdictWords.of(finding.verdict()),
                at(finding.judgedAt()) + ", from " + CaseWords.vantage(finding.vantage()));
    }

    private static String at(Instant moment) {
        return Moment.of(moment).words();
    }

    Changes changes() {
        String summary = CaseWords.count(hosts.size(), "host") + " changed verdict. In "
                + CaseWords.count(cases.size(), "case") + " something was done: "
                + CaseWords.orNone(count(CaseEvent.RelayProven.class)) + " proven, "
                + CaseWords.orNone(count(CaseEvent.NoticeDelivered.class)) + " told, "
                + CaseWords.orNone(count(CaseEvent.CustomerReplied.class)) + " replied, "
                + CaseWords.orNone(count(CaseEvent.RetestPassed.class)) + " passed a retest, "
                + CaseWords.orNone(count(CaseEvent.RetestFailed.class)) + " failed one, "
                + CaseWords.orNone(count(CaseEvent.Lifted.class)) + " lifted.";
        return new Changes(
                summary,
                Listed.cut(hosts, HOSTS_MAX, "The table of hosts has them."),
                Listed.cut(cases, CASES_MAX, "The cards of the cases have them."),
                coverage());
    }

    private long count(Class<? extends CaseEvent> kind) {
        return done.stream().filter(line -> line.event().equals(kind.getSimpleName())).count();
    }

    private String coverage() {
        if (!night.hadNightBefore()) {
            return "Nothing was tested the night before: verdicts are compared with this night's own earlier runs.";
        }
        long fresh = night.hosts().stream().filter(host -> host.before().isEmpty()).count();
        return CaseWords.count(fresh, "host") + " tested this night and not the night before; "
                + CaseWords.count(night.missing().size(), "host") + " tested the night before and not this night.";
    }
}
