// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.verdict.VerdictKind;

/** What the desk reads (D1, D2), on a night that a provider could have had. */
class NightReportTest {

    @TempDir
    private Path folder;

    private Document page(SampleNight night) throws IOException {
        return Jsoup.parse(Files.readString(write(night)));
    }

    private Path write(SampleNight night) throws IOException {
        return report(night).write(folder, SampleNight.FROM, SampleNight.UNTIL);
    }

    private static NightReport report(SampleNight night) {
        return NightReport.of(night.records.sources(), "ISP Example", () -> SampleNight.NOW);
    }

    @Test
    void theHeadlineSaysWhatTheNightWas() throws IOException {
        assertEquals(
                "17 hosts tested: 3 newly open, 1 lifted, 1 overdue.",
                page(SampleNight.realistic()).select(".headline").text());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        Lift not carried out                             | Case 37, autobedrijf      | wanted off, the driver says on
        Overdue                                          | Case 36, hobby-ict        | its deadline was yesterday
        In review                                        | Case 38, gemeente         | the never-block list
        Proven this night, yet without an open case      | camping                   | OPEN, and nobody acts
        Block not confirmed                              | Case 42, drukkerij-smit   | the driver gave no answer
        Notice not delivered                             | Case 42, drukkerij-smit   | planned eleven hours ago
        Suspect: took a probe, nothing came back         | fysio                     | no proof, so a person looks
        Masked: refused us, not the relaying             | makelaar                  | never CLOSED
        Inconclusive: not enough was seen                | notaris                   | put off
        No relay, but bounces to strangers               | architect                 | a nuisance
        """)
    void whatNeedsAPersonIsNamedWithWhatToDo(String title, String who, String why) throws IOException {
        Element group = page(SampleNight.realistic()).select(".group").stream()
                .filter(one -> one.select("h3").text().startsWith(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no group " + title + " for " + why));
        assertTrue(group.select(".items").text().contains(who), () -> group.text() + ", though " + why);
        assertTrue(group.select(".why").text().contains("To do:"), group.text());
        assertEquals(
                Integer.toString(group.select(".items > li").size()), group.select("h3 .n").text(), "its count");
    }

    @Test
    void aHostThatTreatsTheTesterUnlikeOthersIsAmongWhatNeedsAPerson() throws IOException {
        SampleNight night = SampleNight.realistic();
        night.finding("sluw", "203.0.113.222", VerdictKind.TESTBLOCKER, SampleNight.at("02:10:00"),
                "Refuses our first outside address.", "220 mail ESMTP");

        Element group = page(night).select(".group").stream()
                .filter(one -> one.select("h3").text().startsWith("Treats the tester unlike others"))
                .findFirst()
                .orElseThrow();

        assertTrue(group.select(".items").text().contains("sluw"), group.text());
    }

    @Test
    void everyTestSaysFromWhereItWasAsked() throws IOException {
        // S6: a filtered host looks safe from outside.
        SampleNight night = SampleNight.realistic();
        night.records.evidence.replaceAll((run, seen) -> new Evidence(
                run,
                seen.tests().stream()
                        .map(test -> new Evidence.TestSeen(
                                test.test(), test.outcome(), test.sent(), test.answered(), test.catches(), "port 25",
                                "inside of our block"))
                        .toList(),
                seen.dialogues(),
                seen.returned()));

        String page = page(night).text();

        assertTrue(page.contains("from inside of our block, port 25"), "each test");
        assertTrue(page.contains("Connection 1 from outside, opened"), "each connection");
    }

    @Test
    void everyHostTestedHasOneRowTheWorstFirst() throws IOException {
        List<Element> rows = page(SampleNight.realistic()).select("table.hosts > tbody > tr");
        assertEquals(17, rows.size());
        assertEquals("bakker", rows.getFirst().select(".login").text());
        assertEquals("vanvliet", rows.getLast().select(".login").text());
        // Its first run of the night found it open, its retest closed: one host, counted once, both told (S6).
        assertTrue(rows.getLast().text().contains("Earlier: OPEN"), rows.getLast().text());
        assertTrue(rows.getLast().text().contains("inside"), rows.getLast().text());
    }

    @Test
    void theTallyCountsEachHostOnceForThisNightAndTheOneBefore() throws IOException {
        int thisNight = 0;
        int before = 0;
        for (Element row : page(SampleNight.realistic()).select("table.tally > tbody > tr")) {
            thisNight += Integer.parseInt(row.select("td.num").get(0).text());
            before += Integer.parseInt(row.select("td.num").get(1).text());
        }
        assertEquals(17, thisNight);
        assertEquals(10, before, "nine of them were tested the night before, and one that was not tested again");
    }

    @Test
    void whatChangedIsToldBesideWhatItWas() throws IOException {
        String changed = page(SampleNight.realistic()).select("section[aria-labelledby=changes]").text();
        assertTrue(changed.contains("3 hosts changed verdict. In 5 cases something was done: 3 proven, 2 told,"
                + " 2 replied, 2 passed a retest, none failed one, 1 lifted."), changed);
        assertTrue(changed.contains("1 host tested the night before and not this night."), changed);
    }

    @Test
    void aCardHoldsAllThatIsKnownOfTheCase() throws IOException {
        Element card = card(page(SampleNight.realistic()), 41);
        assertTrue(card.text().contains("Blocked; the customer's turn"), card.text());
        assertTrue(card.text().contains("Test R1 came back"), "which probe");
        assertTrue(card.select("details .talk").text().contains("S: 250 2.1.5 Ok"), "the dialogue");
        assertEquals(1, card.select("mark").size(), "the recipient that convicted is marked, and no other");
        assertTrue(card.select(".talk").text().contains("Received: from mx.customer.example"), "the returned headers");
        assertTrue(card.text().contains("as wanted; dry-run: nothing was touched"), "a recorded block is no block");
        assertTrue(card.text().contains("in the admin account since 2026-03-01 01:13:24 UTC"), "the notice");
        assertEquals(4, card.select(".history > li").size());
    }

    @Test
    void repliesStandWithWhatFollowed() throws IOException {
        String replies = card(page(SampleNight.realistic()), 40).select(".replies").text();
        assertTrue(replies.contains("We have upgraded sendmail"), replies);
        assertTrue(replies.contains("What followed: 2026-03-01 08:41:14 UTC: Closed"), replies);
        assertTrue(replies.contains("What followed: Filed; it caused nothing."), "the vacation answer, D4");
    }

    @Test
    void whoeverIsOverdueTheLongestStandsFirst() throws IOException {
        SampleNight night = SampleNight.realistic();
        // A higher number than the overdue case of the sample, and an older deadline (E5).
        night.caseFile(50, "kwekerij", "192.0.2.120", CaseState.BLOCKED, SampleNight.at("02:00:00"), 1,
                        Optional.empty(), Optional.of(SampleNight.at("02:00:00").minus(Duration.ofDays(20))), "S1")
                // We owe these two a test and a lift: their deadline stands still.
                .caseFile(51, "smederij", "192.0.2.121", CaseState.RETEST_QUEUED, SampleNight.at("02:00:00"), 1,
                        Optional.empty(), Optional.of(SampleNight.at("01:00:00")), "S1")
                .caseFile(52, "slagerij", "192.0.2.122", CaseState.LIFTING, SampleNight.at("02:00:00"), 1,
                        Optional.empty(), Optional.of(SampleNight.at("01:00:00")), "S1");
        List<String> overdue = page(night).select(".group:has(h3:contains(Overdue)) .items a").eachText();
        assertEquals(List.of("Case 50, kwekerij, 192.0.2.120", "Case 36, hobby-ict, 203.0.113.8"), overdue);
    }

    private static Element card(Document page, long number) {
        return page.select("article[aria-labelledby=case-" + number + "]").first();
    }

    @Test
    void dryRunIsSaidOnTopAndOnlyThen() throws IOException {
        String said = page(SampleNight.realistic()).select(".dryrun").text();
        assertTrue(said.contains("2 of 5 standing blocks are recorded only"), said);
        assertTrue(page(SampleNight.empty()).select(".dryrun").isEmpty());
    }

    @Test
    void oldCasesAreListedWithoutACard() throws IOException {
        Document page = page(SampleNight.realistic());
        assertEquals(6, page.select("article.card").size());
        assertEquals(List.of("19", "12"), page.select("section[aria-labelledby=others] tbody th").eachText());
    }

    @Test
    void anEmptyNightIsAWholePage() throws IOException {
        Document page = page(SampleNight.empty());
        assertEquals(
                "No host was tested: none newly open, none lifted, none overdue.", page.select(".headline").text());
        assertTrue(page.text().contains("Nothing. The machine had an answer to all it met."));
        assertEquals(VerdictKind.values().length, page.select(".glossary tbody tr").size());
        assertWellBuilt(page);
    }

    @Test
    void thePageIsWellBuilt() throws IOException {
        assertWellBuilt(page(SampleNight.realistic()));
    }

    private static void assertWellBuilt(Document page) {
        Set<String> ids = new HashSet<>();
        page.select("[id]").forEach(element -> assertTrue(ids.add(element.id()), "twice: " + element.id()));
        page.select("[href]").forEach(element -> assertTrue(
                element.attr("href").startsWith("#") && ids.contains(element.attr("href").substring(1)),
                "leads nowhere: " + element.outerHtml()));
        page.select("[aria-labelledby]")
                .forEach(element -> assertTrue(ids.contains(element.attr("aria-labelledby")), element.tagName()));
        List<Integer> levels = new ArrayList<>(List.of(0));
        page.select("h1, h2, h3, h4, h5, h6").forEach(heading -> {
            int level = heading.tagName().charAt(1) - '0';
            assertTrue(level <= levels.getLast() + 1, "skips a level: " + heading.text());
            levels.add(level);
        });
        assertEquals(1, page.select("h1").size());
        assertEquals("en", page.select("html").attr("lang"));
        assertEquals(page.select("table").size(), page.select("table > caption").size());
        assertTrue(page.select("th:not([scope])").isEmpty());
        page.select(".badge").forEach(badge -> assertFalse(badge.text().isBlank(), "told by colour alone"));
        page.select("time").forEach(time -> {
            assertTrue(time.text().endsWith(" UTC"), time.outerHtml());
            assertFalse(Instant.parse(time.attr("datetime")).isAfter(SampleNight.NOW.plusSeconds(864_000)));
        });
    }

    @Test
    void thePolicyAllowsThisVeryStyleAndNothingElse() throws Exception {
        Document page = page(SampleNight.realistic());
        String style = page.select("style").first().data();
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "default-src 'none'; style-src 'sha256-" + hash + "'; base-uri 'none'; form-action 'none'",
                page.select("meta[http-equiv=Content-Security-Policy]").attr("content"));
        assertEquals(1, page.select("style").size());
        assertTrue(page.select("[style]").isEmpty(), "the policy would drop it");
        assertFalse(style.contains("url("));
        assertFalse(style.contains("@import"));
    }

    @Test
    void fiveHundredCasesGiveABoundedPage() throws IOException {
        SampleNight night = SampleNight.empty();
        for (int number = 1; number <= 500; number++) {
            String address = "198.18." + number / 250 + "." + (1 + number % 250);
            long proof = night.finding("customer" + number, address, VerdictKind.OPEN, SampleNight.at("02:00:00"),
                    "Came back.", "220 x".repeat(200), "S1", "R1", "R6");
            night.caseFile(number, "customer" + number, address, CaseState.BLOCKED, SampleNight.at("02:02:00"), proof,
                    Optional.empty(), Optional.empty(), "S1");
            for (int line = 0; line < 100; line++) {
                night.history(number, SampleNight.at("03:00:00"), "scanner", "TestedAgain", "Again. ".repeat(50),
                        CaseState.BLOCKED);
            }
            night.records.evidence.computeIfPresent(proof, (run, seen) -> new Evidence(
                    run, seen.tests(), Collections.nCopies(50, seen.dialogues().getFirst()), seen.returned()));
        }
        Path file = write(night);
        assertTrue(Files.size(file) < 20_000_000, "bytes: " + Files.size(file));
        Document page = Jsoup.parse(Files.readString(file));
        assertEquals(500, page.select("article.card").size());
        String first = card(page, 1).text();
        assertTrue(first.contains("lines of dialogue and 0 returned probes left out"), first);
        assertTrue(card(page, 500).text().contains("the page is full. All of it: relaywarden cases show 500"));
        assertTrue(card(page, 500).text().contains("70 older lines left out"), "the newest 30 of 100 are shown");
        assertWellBuilt(page);
    }

    @Test
    void anOlderPageIsReplacedAndNothingElseIsLeft() throws IOException {
        write(SampleNight.empty());
        write(SampleNight.realistic());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("index.html")), files.toList());
        }
        assertTrue(Files.readString(folder.resolve("index.html")).contains("bakker"));
    }

    @Test
    void aPageThatCannotBeWrittenIsNamedAndTheOldOneStands() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "a file where the folder should be");
        NightReport report = report(SampleNight.empty());
        IOException thrown =
                assertThrows(IOException.class, () -> report.write(taken, SampleNight.FROM, SampleNight.UNTIL));
        assertTrue(thrown.getMessage().contains(taken.resolve("index.html").toString()), thrown.getMessage());
        assertEquals("a file where the folder should be", Files.readString(taken));

        Files.createDirectories(folder.resolve("blocked/index.html/inside"));
        assertThrows(IOException.class,
                () -> report.write(folder.resolve("blocked"), SampleNight.FROM, SampleNight.UNTIL));
        try (var files = Files.list(folder.resolve("blocked"))) {
            assertEquals(1, files.count(), "the temporary file is gone");
        }
    }

    @Test
    void aNightEndsAfterItBegins() {
        NightReport report = report(SampleNight.empty());
        assertThrows(IllegalArgumentException.class,
                () -> report.write(folder, SampleNight.UNTIL, SampleNight.FROM));
    }
}
