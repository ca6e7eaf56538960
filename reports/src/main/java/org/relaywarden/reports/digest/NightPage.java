// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The page as the template reads it: all words, counts and order are settled here, all strangers' text is made visible
 * and cut. Immutable. Public, with its parts, only for the template, which reads by reflection. An empty text is a part
 * that isn't shown.
 *
 * @param night the day on which the night ends
 * @param dryRun a sentence when blocks are recorded only, else empty
 */
public record NightPage(
        String night,
        String provider,
        String headline,
        Moment from,
        Moment until,
        Moment asOf,
        String dryRun,
        List<Tally> tallies,
        Changes changes,
        Attention attention,
        Listed<HostRow> hosts,
        Listed<CaseCard> cases,
        Listed<OtherCase> others,
        List<VerdictWords> glossary,
        List<String> method) {

    /** A moment in UTC: {@code iso} for machines, {@code words} for people, the zone always with it. */
    public record Moment(String iso, String words) {
        private static final DateTimeFormatter WORDS =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

        static Moment of(Instant at) {
            return new Moment(DateTimeFormatter.ISO_INSTANT.format(at), WORDS.format(at));
        }
    }

    /** A list that was cut where {@code note} isn't empty; it says so, and what is left out. */
    public record Listed<T>(List<T> rows, String note) {
        public Listed {
            rows = List.copyOf(rows);
        }

        /** The first rows, and in words how many more there are. */
        static <T> Listed<T> cut(List<T> all, int max, String whereTheRestIs) {
            int more = all.size() - max;
            return more <= 0
                    ? new Listed<>(all, "")
                    : new Listed<>(all.subList(0, max), more + " more are left out here. " + whereTheRestIs);
        }
    }

    /** A name, and where on this page it leads; {@code href} is empty where it leads nowhere. */
    public record Link(String href, String text) {}

    /**
     * How many hosts got a verdict.
     *
     * @param before of the night before; "-" when there was none
     * @param barWidth 0 to 100: its share of the hosts tested
     */
    public record Tally(VerdictWords verdict, int count, String before, int barWidth) {}

    /** What is not as it was the night before. */
    public record Changes(String summary, Listed<HostChange> hosts, Listed<CaseChange> cases, String coverage) {}

    /** A host's verdicts one after the other; the last one counts. */
    public record HostChange(Link host, List<Step> steps) {}

    /** One verdict, and when it was given, in words. */
    public record Step(VerdictWords verdict, String when) {}

    /** A case in which something was done. */
    public record CaseChange(Link label, String state, String tone, Listed<HistoryRow> done) {}

    /**
     * What needs a person.
     *
     * @param nothing names the kinds of which there are none
     */
    public record Attention(int count, List<Group> groups, String nothing) {}

    /** One kind of thing that needs a person. {@code number} makes its anchor. */
    public record Group(
            int number, String icon, String tone, String title, String meaning, String action, int count,
            Listed<Item> items) {}

    /** One of them. */
    public record Item(Link link, String detail) {}

    /** One host, as the night saw it last. */
    public record HostRow(
            int number, String login, String address, VerdictWords verdict, String reason, String tests, String vantage,
            Moment at, String banner, List<Step> earlier, Link caseLink) {}

    /** A case without a card. */
    public record OtherCase(
            long number, String login, String address, String state, String tone, Moment opened, String ended) {}

    /** A case with all that belongs to it. */
    public record CaseCard(
            long number, String login, String address, String customer, String state, String tone, List<Fact> facts,
            List<RunView> runs, List<BlockRow> blocks, List<NoticeRow> notices, Listed<ReplyRow> replies,
            Listed<HistoryRow> history) {}

    /** A name and what it is. {@code tone} may be empty. */
    public record Fact(String name, String value, String tone) {}

    /**
     * A run of tests.
     *
     * @param note what of its evidence isn't shown, in words; else empty
     */
    public record RunView(
            String title, VerdictWords verdict, String reason, String banner, String circumstances,
            List<BackRow> returned, List<TalkView> talks, Listed<TestRow> tests, String note) {}

    /** A probe that came back. */
    public record BackRow(
            String test, String catches, Moment at, String handedInBy, String sha256, List<String> headers) {}

    /** One connection. */
    public record TalkView(String title, List<TalkLine> lines) {}

    /** One line of it. {@code decisive}: the recipient line of a test that came back. */
    public record TalkLine(String who, String text, boolean decisive) {}

    /** One test of a run. {@code place}: from where, and by which path. */
    public record TestRow(String test, String place, String outcome, String sent, String answered, String catches) {}

    /** A measure, wanted and real. */
    public record BlockRow(
            String measure, String address, String desired, String actual, String match, String tone, Moment changed,
            String fault) {}

    /** A mail to the customer. */
    public record NoticeRow(
            String kind, String subject, String messageId, Moment planned, String delivered, String tone) {}

    /** A mail from the customer, and what followed. */
    public record ReplyRow(Moment at, String text, String followed) {}

    /** One line of a history. */
    public record HistoryRow(Moment at, String actor, String text, String state) {}
}
