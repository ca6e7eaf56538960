// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.HistoryLine;
import org.relaywarden.enforcement.warning.NoticeRecord;
import org.relaywarden.reports.digest.NightPage.BlockRow;
import org.relaywarden.reports.digest.NightPage.CaseCard;
import org.relaywarden.reports.digest.NightPage.Fact;
import org.relaywarden.reports.digest.NightPage.HistoryRow;
import org.relaywarden.reports.digest.NightPage.Listed;
import org.relaywarden.reports.digest.NightPage.Moment;
import org.relaywarden.reports.digest.NightPage.NoticeRow;
import org.relaywarden.reports.digest.NightPage.ReplyRow;
import org.relaywarden.reports.digest.NightPage.RunView;
import org.relaywarden.reports.dossier.Dossier;

/** Writes the card of a case. One for each page; not thread-safe. */
final class CardWriter {

    static final int LOGIN_MAX = 64;
    static final int TEXT_MAX = 600;
    static final int HISTORY_MAX = 30;
    static final int REPLIES_MAX = 10;

    private final Night night;
    private final RunWriter runs = new RunWriter();

    CardWriter(Night night) {
        this.night = night;
    }

    CaseCard card(Dossier dossier) {
        CaseRecord record = dossier.record();
        return new CaseCard(
                record.number(),
                Shown.line(record.login(), LOGIN_MAX),
                address(record),
                dossier.customer().map(CardWriter::customer).orElse("no longer in the books"),
                CaseWords.state(record.state()),
                CaseWords.tone(record.state()),
                facts(dossier),
                runs(dossier),
                dossier.blocks().stream().map(CardWriter::block).toList(),
                dossier.notices().stream().map(notice -> notice(notice, dossier)).toList(),
                replies(dossier),
                history(dossier.history(), HISTORY_MAX, record.number()));
    }

    static String address(CaseRecord record) {
        return address(record.address(), record.port());
    }

    /** Port 25 goes without saying. */
    static String address(InetAddress address, int port) {
        return AddressText.of(address) + (port == 25 ? "" : " port " + port);
    }

    private static String customer(Customer customer) {
        return "Line " + customer.line().word() + ", subscription " + customer.state().word()
                + (customer.usesSmarthost() ? ", sends through our smarthost" : ", does not use our smarthost");
    }

    private List<Fact> facts(Dossier dossier) {
        CaseRecord record = dossier.record();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Proven by", String.join(", ", shown(record.provenTests())), ""));
        facts.add(new Fact("Opened", Moment.of(record.openedAt()).words(), ""));
        record.repliedAt().ifPresent(at -> facts.add(new Fact("Replied", Moment.of(at).words(), "")));
        record.deadlineAt().ifPresent(at -> facts.add(
                dossier.isOverdue(night.asOf())
                        ? new Fact("Deadline", "Overdue since " + Moment.of(at).words(), "bad")
                        : new Fact("Deadline", Moment.of(at).words(), "")));
        record.endedAt().ifPresent(at -> facts.add(new Fact("Ended", Moment.of(at).words(), "good")));
        return facts;
    }

    private static List<String> shown(List<String> tests) {
        return tests.stream().limit(20).map(test -> Shown.line(test, 24)).toList();
    }

    private List<RunView> runs(Dossier dossier) {
        long number = dossier.record().number();
        List<RunView> views = new ArrayList<>();
        dossier.proof().ifPresent(run -> views.add(runs.run("The run that proved it", run, number)));
        dossier.latest()
                .filter(latest -> dossier.proof()
                        .filter(proof -> proof.finding().runId() == latest.finding().runId())
                        .isEmpty())
                .ifPresent(run -> views.add(runs.run("The last run", run, number)));
        return views;
    }

    private static BlockRow block(BlockRecord block) {
        return new BlockRow(
                CaseWords.measure(block.measure()),
                address(block.address(), block.port()),
                block.desiredOn() ? "on" : "off",
                (block.dryRun() ? "recorded as " : "") + CaseWords.actual(block.actual()),
                // Decision 19: nobody may take a recorded block for a real one.
                (block.isSettled() ? "as wanted" : "not as wanted")
                        + (block.dryRun() ? "; dry-run: nothing was touched" : ""),
                !block.isSettled() ? "bad" : block.dryRun() ? "warn" : "good",
                Moment.of(block.changedAt()),
                block.lastFault().map(fault -> Shown.line(fault, TEXT_MAX)).orElse(""));
    }

    private NoticeRow notice(NoticeRecord notice, Dossier dossier) {
        boolean late = dossier.lateNotices(night.asOf()).contains(notice);
        return new NoticeRow(
                CaseWords.notice(notice.kind()),
                Shown.line(notice.subject(), TEXT_MAX),
                Shown.line(notice.messageId(), RunWriter.LINE_MAX),
                Moment.of(notice.plannedAt()),
                notice.deliveredAt()
                        .map(at -> "in the admin account since " + Moment.of(at).words())
                        .orElse(late ? "not delivered, and late" : "not delivered yet"),
                notice.deliveredAt().isPresent() ? "good" : late ? "bad" : "warn");
    }

    /** D4: the customer's words, what was read from them, and what followed. */
    private static Listed<ReplyRow> replies(Dossier dossier) {
        List<ReplyRow> rows = dossier
                .lines(List.of(CaseEvent.CustomerReplied.class, CaseEvent.MailFiled.class))
                .stream()
                .map(line -> new ReplyRow(
                        Moment.of(line.at()), Shown.line(line.text(), TEXT_MAX), followed(line, dossier)))
                .toList()
                .reversed();
        return Listed.cut(rows, REPLIES_MAX, "The history below has them.");
    }

    private static String followed(HistoryLine reply, Dossier dossier) {
        if (reply.event().equals(CaseEvent.MailFiled.class.getSimpleName())) {
            return "Filed; it caused nothing.";
        }
        return dossier
                .lines(List.of(
                        CaseEvent.RetestPassed.class, CaseEvent.RetestFailed.class, CaseEvent.NeedsReview.class))
                .stream()
                .filter(line -> line.sequence() > reply.sequence())
                .findFirst()
                .map(line -> Moment.of(line.at()).words() + ": " + Shown.line(line.text(), TEXT_MAX))
                .orElse("Nothing yet: a test is due.");
    }

    /** The newest lines; a history that was cut lacks its beginning. */
    static Listed<HistoryRow> history(List<HistoryLine> lines, int max, long caseNumber) {
        int leftOut = Math.max(0, lines.size() - max);
        List<HistoryRow> rows = lines.subList(leftOut, lines.size()).stream()
                .map(line -> new HistoryRow(
                        Moment.of(line.at()),
                        Shown.line(line.actor(), LOGIN_MAX),
                        Shown.line(line.text(), TEXT_MAX),
                        CaseWords.state(line.stateAfter())))
                .toList();
        return new Listed<>(
                rows,
                leftOut == 0
                        ? ""
                        : CaseWords.count(leftOut, "older line") + " left out. All of it: relaywarden cases show "
                                + caseNumber);
    }
}
