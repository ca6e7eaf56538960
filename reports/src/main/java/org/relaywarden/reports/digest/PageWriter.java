// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import static java.util.function.Predicate.not;

import java.net.InetAddress;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.reports.digest.NightPage.CaseCard;
import org.relaywarden.reports.digest.NightPage.HostRow;
import org.relaywarden.reports.digest.NightPage.Link;
import org.relaywarden.reports.digest.NightPage.Listed;
import org.relaywarden.reports.digest.NightPage.Moment;
import org.relaywarden.reports.digest.NightPage.OtherCase;
import org.relaywarden.reports.digest.NightPage.Tally;
import org.relaywarden.reports.dossier.Dossier;
import org.relaywarden.reports.dossier.Dossiers;
import org.relaywarden.reports.dossier.Sources;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.verdict.VerdictKind;

/** Turns a night into its page: what is shown, in which order, with which counts. For one page; not thread-safe. */
final class PageWriter {

    static final int HOSTS_MAX = 3_000;
    static final int CARDS_MAX = 1_000;
    static final int OTHERS_MAX = 300;
    private static final int PROVIDER_MAX = 80;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private record HostAndPort(InetAddress address, int port) {}

    private final Sources sources;
    private final Night night;
    private final String providerName;
    private final AttentionWriter attention;
    private final ChangesWriter changes;
    private final List<CaseRecord> all;
    /** The card of each host that has one; an open case's before an ended one's. */
    private final Map<HostAndPort, CaseRecord> carded = new HashMap<>();

    PageWriter(Sources sources, Night night, String providerName) {
        this.sources = sources;
        this.night = night;
        this.providerName = providerName;
        this.attention = new AttentionWriter(night);
        this.changes = new ChangesWriter(night);
        this.all = sources.casefile().all();
    }

    NightPage page() {
        List<CaseRecord> told = casesToTell();
        Listed<CaseCard> cards = cards(told);
        Listed<HostRow> hosts = hosts();
        return new NightPage(
                DAY.format(night.until()),
                Shown.line(providerName, PROVIDER_MAX),
                headline(),
                Moment.of(night.from()),
                Moment.of(night.until()),
                Moment.of(night.asOf()),
                dryRun(),
                tallies(),
                changes.changes(),
                attention.attention(),
                hosts,
                cards,
                others(told),
                Arrays.stream(VerdictKind.values()).map(VerdictWords::of).toList(),
                method());
    }

    /** One sentence that says what the night was. */
    private String headline() {
        long opened = all.stream().filter(record -> night.holds(record.openedAt())).count();
        long lifted = all.stream().filter(this::liftedThisNight).count();
        int hosts = night.hosts().size();
        return (hosts == 0 ? "No host was tested" : CaseWords.count(hosts, "host") + " tested") + ": "
                + CaseWords.orNone(opened) + " newly open, " + CaseWords.orNone(lifted) + " lifted, "
                + CaseWords.orNone(attention.overdue()) + " overdue.";
    }

    private boolean liftedThisNight(CaseRecord record) {
        return record.state() == CaseState.CLOSED_FIXED
                && record.endedAt().filter(night::holds).isPresent();
    }

    /** Open ones, those that something was done in, and those whose block does not follow. What moved comes first. */
    private List<CaseRecord> casesToTell() {
        Set<Long> touched = new HashSet<>();
        sources.casefile().touched(night.from(), night.until()).forEach(record -> touched.add(record.number()));
        Set<Long> unsettled = new HashSet<>();
        for (BlockRecord block : sources.blocks().standing()) {
            if (!block.isSettled()) {
                unsettled.add(block.caseNumber());
            }
        }
        return all.stream()
                .filter(record -> record.state().isOpen()
                        || touched.contains(record.number())
                        || unsettled.contains(record.number()))
                .sorted(Comparator.comparing((CaseRecord record) -> !record.state().isOpen())
                        .thenComparing(record -> !touched.contains(record.number()))
                        .thenComparingLong(CaseRecord::number))
                .toList();
    }

    private Listed<CaseCard> cards(List<CaseRecord> told) {
        Dossiers dossiers = new Dossiers(sources);
        CardWriter writer = new CardWriter(night);
        List<CaseCard> cards = new ArrayList<>();
        List<CaseRecord> inFull = told.subList(0, Math.min(told.size(), CARDS_MAX));
        inFull.forEach(record -> carded.putIfAbsent(new HostAndPort(record.address(), record.port()), record));
        for (CaseRecord record : told) {
            Dossier dossier = dossiers.of(record);
            boolean hasCard = cards.size() < CARDS_MAX;
            if (hasCard) {
                cards.add(writer.card(dossier));
            }
            Link link = new Link(
                    hasCard ? "#case-" + record.number() : "",
                    "Case " + record.number() + ", " + Shown.line(record.login(), CardWriter.LOGIN_MAX) + ", "
                            + CardWriter.address(record));
            attention.look(dossier, link);
            changes.look(dossier, link);
        }
        return new Listed<>(
                cards,
                told.size() > CARDS_MAX
                        ? (told.size() - CARDS_MAX) + " more cases are in the table after the cards."
                        : "");
    }

    private Listed<HostRow> hosts() {
        Set<HostAndPort> open = new HashSet<>();
        all.stream()
                .filter(record -> record.state().isOpen())
                .forEach(record -> open.add(new HostAndPort(record.address(), record.port())));
        List<HostRow> rows = new ArrayList<>();
        for (Night.HostNight host : night.hosts()) {
            HostRow row = row(rows.size() + 1, host);
            rows.add(row);
            Link link = new Link(
                    row.number() <= HOSTS_MAX ? "#host-" + row.number() : "", row.login() + ", " + row.address());
            attention.look(
                    host, link, open.contains(new HostAndPort(host.last().address(), host.last().port())));
            changes.look(host, link);
        }
        return Listed.cut(rows, HOSTS_MAX, "The worst verdicts stand first; what is left out stands last by verdict.");
    }

    private HostRow row(int number, Night.HostNight host) {
        Finding last = host.last();
        CaseRecord record = carded.get(new HostAndPort(last.address(), last.port()));
        return new HostRow(
                number,
                Shown.line(last.login(), CardWriter.LOGIN_MAX),
                CardWriter.address(last.address(), last.port()),
                VerdictWords.of(last.verdict()),
                Shown.line(last.reason(), RunWriter.REASON_MAX),
                ids("Came back: ", last.returned())
                        + ids("Taken: ", last.accepted().stream().filter(not(last.returned()::contains)).toList()),
                CaseWords.vantage(last.vantage()),
                Moment.of(last.judgedAt()),
                Shown.line(last.banner(), RunWriter.BANNER_MAX),
                host.earlier().stream().map(ChangesWriter::step).toList(),
                record == null
                        ? new Link("", "")
                        : new Link("#case-" + record.number(), "Case " + record.number()));
    }

    private static String ids(String before, List<TestId> tests) {
        return tests.isEmpty()
                ? ""
                : before + String.join(", ", tests.stream().limit(20).map(TestId::value).toList()) + ". ";
    }

    private List<Tally> tallies() {
        return Arrays.stream(VerdictKind.values())
                .map(kind -> tally(
                        kind,
                        (int) night.hosts().stream().filter(host -> host.last().verdict() == kind).count(),
                        Stream.concat(
                                        night.hosts().stream().flatMap(host -> host.before().stream()),
                                        night.missing().stream())
                                .filter(finding -> finding.verdict() == kind)
                                .count()))
                .filter(tally -> tally.count() > 0 || !(tally.before().equals("0") || tally.before().equals("-")))
                .sorted(Comparator.comparingInt((Tally tally) -> tally.verdict().rank()))
                .toList();
    }

    private Tally tally(VerdictKind kind, int count, long before) {
        int width = night.hosts().isEmpty() ? 0 : (int) Math.ceil(100.0 * count / night.hosts().size());
        return new Tally(VerdictWords.of(kind), count, night.hadNightBefore() ? Long.toString(before) : "-", width);
    }

    /** Cases that ended before this night, and those that the cards have no room for. */
    private Listed<OtherCase> others(List<CaseRecord> told) {
        Set<Long> withCard = new HashSet<>();
        told.stream().limit(CARDS_MAX).forEach(record -> withCard.add(record.number()));
        List<OtherCase> rows = all.stream()
                .filter(record -> !withCard.contains(record.number()))
                .sorted(Comparator.comparing((CaseRecord record) -> !record.state().isOpen())
                        .thenComparing(Comparator.comparingLong(CaseRecord::number).reversed()))
                .map(record -> new OtherCase(
                        record.number(),
                        Shown.line(record.login(), CardWriter.LOGIN_MAX),
                        CardWriter.address(record),
                        CaseWords.state(record.state()),
                        CaseWords.tone(record.state()),
                        Moment.of(record.openedAt()),
                        record.endedAt().map(at -> Moment.of(at).words()).orElse("")))
                .toList();
        return Listed.cut(rows, OTHERS_MAX, "All of them: relaywarden cases list");
    }

    private String dryRun() {
        List<BlockRecord> standing = sources.blocks().standing();
        long recorded = standing.stream().filter(BlockRecord::dryRun).count();
        return recorded == 0
                ? ""
                : "Dry-run: " + recorded + " of " + CaseWords.count(standing.size(), "standing block")
                        + (recorded == 1 ? " is" : " are") + " recorded only: for " + (recorded == 1 ? "it" : "them")
                        + ", nothing was touched in the network.";
    }

    private List<String> method() {
        List<String> batteries = night.hosts().stream()
                .map(host -> Shown.line(host.last().batteryVersion(), 40))
                .distinct()
                .sorted()
                .limit(10)
                .toList();
        return List.of(
                batteries.isEmpty()
                        ? "No battery was run this night."
                        : "Battery " + String.join(", ", batteries)
                                + ". Test ids keep their meaning for ever; the version says which of them were run.",
                "An open relay takes mail from outside for outside and passes it on. The proof is our own probe mail"
                        + " that came back to the collector; a host that only says yes is a suspect, never blocked.",
                "A host is counted once, by its last run of the night. Earlier runs of the same night stand below it.",
                "The night before is the same span of time a day earlier. Newly open are the cases opened in this"
                        + " night, lifted those ended as mended in it; overdue is counted as of the time of writing.",
                "Seen from is where that was seen on which the verdict rests: outside is as the world sees the host;"
                        + " inside is from a probe address that every filter lets through, so that a blocked host can"
                        + " show its cure, and one that trusts our own network is found.",
                "What hosts and customers said is a stranger's text: cut to a length, and characters that could not be"
                        + " seen are written as \\xNN or \\u{NNNN}.");
    }
}
