// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.enforcement.block.Measure;

class NoticeTemplatesTest {

    private static final Instant AT = Instant.parse("2026-03-06T02:00:00Z");
    private static final List<SeenTest> SEEN = List.of(new SeenTest(
            "R3",
            "percent",
            "RCPT TO:<" + "x".repeat(180) + ">",
            "250 [(${T(java.lang.Runtime)})] [# th:if=\"false\"] \u202e\r\n\r\n.\r\nSubject: forged"));

    private final NoticeTemplates templates = new NoticeTemplates(NoticeSettings.defaults());

    private NoticeTemplates.Text render(NoticeContent content) {
        return templates.render(
                new NoticeRequest(12, "ann", Language.ENGLISH, InetAddress.ofLiteral("192.0.2.7"), 25, content));
    }

    private static NoticeContent.Warning warning(Line line, boolean dryRun, String banner, Measure... measures) {
        Optional<Instant> deadline = line == Line.ADSL ? Optional.of(AT) : Optional.empty();
        return new NoticeContent.Warning(line, Arrays.asList(measures), dryRun, deadline, AT, SEEN, banner);
    }

    static Stream<NoticeContent> everyContent() {
        return Stream.of(
                warning(Line.DIAL_UP, true, "Postfix", Measure.DIAL_UP_FILTER),
                warning(Line.ADSL, false, "Exim 4.96", Measure.NETWORK_BLOCK, Measure.SMARTHOST_BLOCK),
                warning(Line.ELSEWHERE, false, ""),
                new NoticeContent.Lifted(true, AT),
                new NoticeContent.Lifted(false, AT),
                new NoticeContent.StillOpen(AT, SEEN, List.of(), ""),
                new NoticeContent.StillOpen(AT, List.of(), SEEN, ""),
                new NoticeContent.NotTestable(AT, NoticeContent.NotTestable.Obstacle.NO_ANSWER),
                new NoticeContent.SeenClosed(AT));
    }

    @ParameterizedTest
    @MethodSource("everyContent")
    void everyNoticeFitsAPageAndHidesNothing(NoticeContent content) {
        var text = render(content);
        assertTrue(text.subject().endsWith("(case 12)"), text.subject());
        text.body().lines().forEach(line -> assertTrue(line.length() <= 76, line));
        assertFalse(text.body().contains("\n\n\n"), "one empty line at a time");
        assertFalse(text.body().chars().anyMatch(c -> c != '\n' && (c < 0x20 || c > 0x7e)), text.body());
        assertFalse(text.body().lines().anyMatch(line -> line.startsWith("Subject:")), "a stranger's line end is none");
        String words = text.body().replaceAll("\\s+", " ");
        assertTrue(words.contains("ueue"), "E8: every warning and every lift speaks of the queue\n" + words);
        assertTrue(words.contains("abuse@isp.example"), "whom to ask");
        assertFalse(words.replace("[(${T(java.lang.Runtime)})] [# th:if", "").contains("[("), "a hole in the template");
    }

    @ParameterizedTest(name = "{0}: {5}")
    @CsvSource(delimiter = '|', textBlock = """
        DIAL_UP   | true  | DIAL_UP_FILTER                | Nothing is blocked yet; cannot move along; If this were in force | Please do this before | E1, E3; a dry run says so
        DIAL_UP   | false | DIAL_UP_FILTER                | A filter on your line; nor any other customer; the block is lifted | Nothing is blocked | E1
        ADSL      | false | NETWORK_BLOCK                 | closed at our network; Please do this before 6 March 2026, 02:00 (UTC); your account will be closed | cannot move along | E4, E5
        ADSL      | false | NETWORK_BLOCK SMARTHOST_BLOCK | does not mend your server; (smarthost) | A filter on your line | E4, measure 2
        ELSEWHERE | false | SMARTHOST_BLOCK               | (smarthost) | its senders get it back | E10: no mail of theirs is stopped
        ELSEWHERE | false |                               | your line belongs to another provider | the block is lifted | E10
        """)
    void theWarningTellsWhatIsTrueForTheLine(
            Line line, boolean dryRun, String measures, String contains, String lacks, String why) {
        Measure[] asked = measures == null
                ? new Measure[0]
                : Arrays.stream(measures.split(" ")).map(Measure::valueOf).toArray(Measure[]::new);
        String words = render(warning(line, dryRun, "", asked)).body().replaceAll("\\s+", " ");
        for (String expected : contains.split("; ")) {
            assertTrue(words.contains(expected), why + ", missing: " + expected + "\n" + words);
        }
        assertFalse(words.contains(lacks), why + ", too much: " + lacks);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        mail.example ESMTP Postfix (Debian)                    | reject_unauth_destination
        mail.example ESMTP Exim 4.96 Tue, 3 Mar 2026           | relay_from_hosts
        mail.example ESMTP Sendmail 8.17.1/8.17.1              | promiscuous_relay
        mail.example ESMTP OpenSMTPD                           | smtpd.conf
        mail.example Microsoft ESMTP MAIL Service ready        | Ms-Exch-SMTP-Accept-Any-Recipient
        mail.example ready                                     | manual of your mail server
        """)
    void theHintFitsTheProductThatTheGreetingNames(String banner, String hint) {
        String body = render(warning(Line.ADSL, false, banner, Measure.NETWORK_BLOCK)).body();
        assertTrue(body.contains(hint), "E9: " + body);
        long hints = Stream.of("reject_unauth", "relay_from_hosts", "promiscuous", "smtpd.conf", "Ms-Exch", "manual of")
                .filter(body::contains)
                .count();
        assertEquals(1, hints, "one product, one hint");
    }

    @Test
    void aLanguageWithoutTextsFallsBackToEnglish() {
        var text = templates.render(new NoticeRequest(
                12, "ann", Language.DUTCH, InetAddress.ofLiteral("2001:db8::7"), 25, new NoticeContent.SeenClosed(AT)));
        assertEquals(Language.ENGLISH, text.language());
    }
}
