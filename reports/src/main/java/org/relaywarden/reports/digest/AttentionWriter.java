// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.casefile.HistoryLine;
import org.relaywarden.reports.digest.NightPage.Attention;
import org.relaywarden.reports.digest.NightPage.Group;
import org.relaywarden.reports.digest.NightPage.Item;
import org.relaywarden.reports.digest.NightPage.Link;
import org.relaywarden.reports.digest.NightPage.Listed;
import org.relaywarden.reports.digest.NightPage.Moment;
import org.relaywarden.reports.dossier.Dossier;
import org.relaywarden.scanner.verdict.VerdictKind;

/** Collects what needs a person, the most pressing kind first (D1: who did not react). Not thread-safe. */
final class AttentionWriter {

    static final int ITEMS_MAX = 100;

    /** The kinds, in the order of their haste. */
    enum Kind {
        LIFT_NOT_DONE("Lift not carried out",
                "The customer mended the host and passed the test, and the block is not known to be"
                        + " gone. We harm a clean customer.",
                "See what the driver says and take the block off by hand if need be."),
        OVERDUE("Overdue",
                "The deadline has passed and the customer has not done what was asked (E5).",
                "Decide: reach the customer by another way, extend the deadline once, or close the account."),
        REVIEW("In review",
                "A brake, an exemption or a doubt stopped the machine: it waits for a person.",
                "Read the history of the case and decide."),
        PROVEN_WITHOUT_CASE("Proven this night, yet without an open case",
                "The host is an open relay and nothing is being done about it.",
                "See whether the stop switch, a brake or the never-block list holds the case desk back."),
        BLOCK_NOT_CONFIRMED("Block not confirmed",
                "A block was asked for, and no driver says that it is on. The relay may still be in use.",
                "See what the driver says; it is tried again by itself."),
        NOTICE_NOT_DELIVERED("Notice not delivered",
                "The customer does not know. A deadline that runs is not fair.",
                "See why it can't be delivered, and reach the customer by another way.");

        private final String title;
        private final String meaning;
        private final String action;

        Kind(String title, String meaning, String action) {
            this.title = title;
            this.meaning = meaning;
            this.action = action;
        }
    }

    /** The verdicts that ask for a look; the others need no hand. */
    private static final List<VerdictKind> TO_BE_LOOKED_AT = List.of(
            VerdictKind.OPEN_INTERNAL,
            VerdictKind.SUSPECT,
            VerdictKind.TESTBLOCKER,
            VerdictKind.MASKED,
            VerdictKind.INCONCLUSIVE,
            VerdictKind.BACKSCATTER);

    private record Overdue(Instant deadline, Item item) {}

    private final Night night;
    private final List<Overdue> overdue = new ArrayList<>();
    private final Map<Kind, List<Item>> ofCases = new EnumMap<>(Kind.class);
    private final Map<VerdictKind, List<Item>> ofHosts = new EnumMap<>(VerdictKind.class);

    AttentionWriter(Night night) {
        this.night = night;
    }

    /** Looks at a case. */
    void look(Dossier dossier, Link link) {
        if (dossier.isOverdue(night.asOf())) {
            dossier.record().deadlineAt().ifPresent(deadline -> overdue.add(new Overdue(
                    deadline, new Item(link, "Overdue since " + Moment.of(deadline).words()))));
        }
        if (dossier.record().state() == CaseState.REVIEW) {
            add(Kind.REVIEW, link, last(dossier, CaseEvent.NeedsReview.class)
                    .map(line -> Shown.line(line.text(), CardWriter.TEXT_MAX))
                    .orElse("No reason was recorded."));
        }
        for (BlockRecord block : dossier.unsettledBlocks()) {
            add(
                    block.desiredOn() ? Kind.BLOCK_NOT_CONFIRMED : Kind.LIFT_NOT_DONE,
                    link,
                    CaseWords.measure(block.measure()) + ": wanted " + (block.desiredOn() ? "on" : "off") + ", is "
                            + CaseWords.actual(block.actual())
                            + block.lastFault()
                                    .map(fault -> ". The driver said: " + Shown.line(fault, CardWriter.TEXT_MAX))
                                    .orElse("."));
        }
        dossier.lateNotices(night.asOf()).forEach(notice -> add(
                Kind.NOTICE_NOT_DELIVERED, link, CaseWords.notice(notice.kind()) + ": planned "
                        + Moment.of(notice.plannedAt()).words() + ", still not in the admin account"));
        bounced(dossier).ifPresent(line -> add(
                Kind.NOTICE_NOT_DELIVERED, link,
                Moment.of(line.at()).words() + ": " + Shown.line(line.text(), CardWriter.TEXT_MAX)));
    }

    /** Looks at a host of the night. */
    void look(Night.HostNight host, Link link, boolean hasOpenCase) {
        String detail = Shown.line(host.last().reason(), RunWriter.REASON_MAX);
        if (host.last().verdict() == VerdictKind.OPEN && !hasOpenCase) {
            add(Kind.PROVEN_WITHOUT_CASE, link, detail);
        }
        if (TO_BE_LOOKED_AT.contains(host.last().verdict())) {
            ofHosts.computeIfAbsent(host.last().verdict(), verdict -> new ArrayList<>()).add(new Item(link, detail));
        }
    }

    int overdue() {
        return overdue.size();
    }

    Attention attention() {
        List<Group> groups = new ArrayList<>();
        List<String> nothing = new ArrayList<>();
        int count = 0;
        for (Kind kind : Kind.values()) {
            List<Item> items = items(kind);
            count += items.size();
            if (items.isEmpty()) {
                nothing.add(kind.title.toLowerCase(Locale.ROOT));
            } else {
                groups.add(new Group(groups.size() + 1, "alarm", "bad", kind.title, kind.meaning, kind.action,
                        items.size(), listed(items)));
            }
        }
        for (VerdictKind verdict : TO_BE_LOOKED_AT) {
            VerdictWords words = VerdictWords.of(verdict);
            List<Item> items = ofHosts.getOrDefault(verdict, List.of());
            count += items.size();
            if (items.isEmpty()) {
                nothing.add(verdict.name());
            } else {
                groups.add(new Group(groups.size() + 1, words.icon(), words.tone(), words.title(), words.meaning(),
                        words.action(), items.size(), listed(items)));
            }
        }
        return new Attention(count, groups, String.join(", ", nothing));
    }

    /** Whoever is overdue the longest stands first. */
    private List<Item> items(Kind kind) {
        return kind == Kind.OVERDUE
                ? overdue.stream().sorted(Comparator.comparing(Overdue::deadline)).map(Overdue::item).toList()
                : ofCases.getOrDefault(kind, List.of());
    }

    private static Listed<Item> listed(List<Item> items) {
        return Listed.cut(items, ITEMS_MAX, "The tables below have them.");
    }

    private void add(Kind kind, Link link, String detail) {
        ofCases.computeIfAbsent(kind, key -> new ArrayList<>()).add(new Item(link, detail));
    }

    private static Optional<HistoryLine> last(Dossier dossier, Class<? extends CaseEvent> kind) {
        return dossier.lines(List.of(kind)).stream().max(Comparator.comparingLong(HistoryLine::sequence));
    }

    /** The last bounce of an open case, unless a notice got through after it. */
    private static Optional<HistoryLine> bounced(Dossier dossier) {
        return last(dossier, CaseEvent.NoticeBounced.class)
                .filter(bounce -> dossier.record().state().isOpen())
                .filter(bounce -> last(dossier, CaseEvent.NoticeDelivered.class)
                        .filter(delivered -> delivered.sequence() > bounce.sequence())
                        .isEmpty());
    }
}
