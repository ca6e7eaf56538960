// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.enforcement.block.BlockRecord.Actual;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.warning.NoticeKind;
import org.relaywarden.enforcement.warning.NoticeRecord;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.verdict.VerdictKind;

/** Decision 22: what strangers say, in every place where the page shows it, is harmless. */
class HostileTextTest {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\x{2028}\\x{2029}&&[^\\n]]");
    private static final Pattern FETCHES = Pattern.compile(
            "script|iframe|object|embed|img|image|link|base|form|input|video|audio|source|template|foreignobject");

    @TempDir
    private Path folder;

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("a script", "<script>alert(1)</script>"),
                Arguments.of("out of an attribute", "\"onload=\"alert(1)\" x='y' onfocus=alert(1) autofocus"),
                Arguments.of("an image", "<img src=http://evil.example/x.png onerror=alert(1)>"),
                Arguments.of("out of the style", "</style></title><style>*{display:none}</style>"),
                Arguments.of("out of a comment", "--><script src=https://evil.example/x.js></script><!--"),
                Arguments.of("a template's own words", "[[${T(java.lang.Runtime)}]] [(${page})] __${page}__ ${7*7}"),
                Arguments.of("an entity that is to be one", "&lt;script&gt;&#x202e;&amp;"),
                Arguments.of("terminal", "\u001b[31mred\u001b]0;title\u0007"),
                Arguments.of("NUL and C1", "a\u0000b\u0085c\u009bd"),
                Arguments.of("direction turned", "\u202egnp.exe \u2066x\u2069 \u200f"),
                Arguments.of("line ends", "250 ok\r\nC: forged\u2028forged"),
                Arguments.of("a half character", "\ud800 and \udfff"),
                Arguments.of("a megabyte", "A".repeat(1 << 20)),
                Arguments.of("a megabyte of controls", "\u001b".repeat(1 << 20)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void isHarmlessWhereverItStands(String name, String text) throws IOException {
        String quiet = html(everywhere("mail.example ready"));
        String html = html(everywhere(text));
        Document page = Jsoup.parse(html);

        assertEquals(shape(Jsoup.parse(quiet)), shape(page), "it made or unmade an element or attribute");
        assertFalse(UNSEEN.matcher(html).find(), () -> name + ": a character that can't be seen is left");
        assertTrue(html.length() < quiet.length() + 100_000, () -> name + ": cut to a length, got " + html.length());
        for (Element element : page.getAllElements()) {
            assertFalse(FETCHES.matcher(element.normalName()).matches(), element::outerHtml);
            for (Attribute attribute : element.attributes()) {
                String value = attribute.getValue();
                assertFalse(attribute.getKey().startsWith("on"), attribute::toString);
                assertFalse(value.contains("http:") || value.contains("https:"), attribute::toString);
                assertFalse(value.contains("evil") || value.contains("alert"), attribute::toString);
            }
        }
    }

    /** The page without its words: elements and their attributes' names. More lines of a dialogue are more elements. */
    private static List<String> shape(Document page) {
        page.select("pre").remove();
        return page.getAllElements().stream()
                .map(element -> element.normalName() + " "
                        + element.attributes().asList().stream().map(Attribute::getKey).toList())
                .toList();
    }

    private String html(SampleNight night) throws IOException {
        return Files.readString(NightReport.of(night.records.sources(), "ISP Example", () -> SampleNight.NOW)
                .write(folder, SampleNight.FROM, SampleNight.UNTIL));
    }

    /** One case whose every text is this one; and one host that needs a look. */
    private static SampleNight everywhere(String text) {
        SampleNight night = SampleNight.empty();
        Instant at = SampleNight.at("02:00:00");
        TestId test = new TestId("S1");
        long proof = night.finding(text, "192.0.2.17", VerdictKind.OPEN, at, text, text, "S1");
        night.finding(text, "192.0.2.18", VerdictKind.SUSPECT, at, text, text);
        night.records.evidence.put(proof, new Evidence(
                proof,
                List.of(new Evidence.TestSeen(test, text, text, text, text)),
                List.of(new Evidence.Dialogue(1, "outside", at, List.of(
                        new Evidence.DialogueLine(true, "RCPT TO:" + text), new Evidence.DialogueLine(false, text)))),
                List.of(new Evidence.Returned(test, 25, at, Optional.empty(), text, text, text))));
        night.caseFile(7, text, "192.0.2.17", CaseState.REVIEW, at, proof, Optional.empty(), Optional.empty(), text);
        night.history(7, at, text, "CustomerReplied", text, CaseState.REVIEW)
                .history(7, at, text, "RetestFailed", text, CaseState.REVIEW)
                .history(7, at, text, "NeedsReview", text, CaseState.REVIEW)
                .history(7, at, text, "NoticeBounced", text, CaseState.REVIEW)
                .block(7, text, "192.0.2.17", Measure.NETWORK_BLOCK, true, Actual.UNKNOWN, false, at,
                        Optional.of(text));
        night.records.notices.add(new NoticeRecord(
                1, 7, NoticeKind.WARNING, Language.ENGLISH, text, text, at, Optional.empty()));
        return night;
    }

    @Test
    void staysReadable() throws IOException {
        Document page = Jsoup.parse(html(everywhere("\u202egnp.exe <b>\u001b[1m")));
        assertEquals("\\u{202e}gnp.exe <b>\\x1b[1m", page.select("table.hosts .banner").first().text());
    }
}
