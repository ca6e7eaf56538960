// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.bounce.Failures.INFO;
import static org.relaywarden.bsmtp.bounce.Failures.SALES;
import static org.relaywarden.bsmtp.bounce.Failures.octets;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.spool.OpenedMail;

/** What a sender gets to read: whole texts, and read back by Jakarta Mail. */
class ReportTest {

    private static final String NAME = "bounce.0123456789abcdef0123456789abcdef01234567";
    private static final String TEA = "From: a@far.example\r\nSubject: tea\r\n\r\nA cup?\r\n";
    private static final Pattern UNICODE_ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");
    private static final MailAddress JOERG = Failures.address("jörg@laden.example");
    private static final FailedRecipient NO_SUCH_USER =
            Failures.refused(INFO, 550, "5.1.1 <info@shop.example>: no such user");

    private static Report.Composed composed(OpenedMail mail, FailedRecipient... failed) throws IOException {
        return composed(ReportKind.FAILURE, mail, failed);
    }

    private static Report.Composed composed(ReportKind kind, OpenedMail mail, FailedRecipient... failed)
            throws IOException {
        MailAddress to = Failures.address(mail.mail().envelope().sender().toString());
        return new Report(Failures.SETTINGS, kind).compose(mail, List.of(failed), to, NAME, Failures.NOW);
    }

    private static String text(Report.Composed composed) {
        return new String(composed.message(), StandardCharsets.UTF_8);
    }

    private static MimeMultipart parts(Report.Composed composed) throws Exception {
        MimeMessage message = new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(composed.message()));
        MimeMultipart parts = new MimeMultipart(message.getDataHandler().getDataSource());
        assertEquals(3, parts.getCount(), "RFC 6522: words, fields, what comes back");
        return parts;
    }

    private static byte[] bytes(BodyPart part) throws Exception {
        try (InputStream content = part.getInputStream()) {
            return content.readAllBytes();
        }
    }

    /** The fields about the message and about its first recipient, in this order. */
    private static List<InternetHeaders> fields(Report.Composed composed) throws Exception {
        InputStream fields = parts(composed).getBodyPart(1).getInputStream();
        return List.of(new InternetHeaders(fields, true), new InternetHeaders(fields, true));
    }

    private static String field(Report.Composed composed, String name) throws Exception {
        String value = fields(composed).getLast().getHeader(name, null);
        return value == null ? "" : value;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        refused       | one recipient whom the host does not know
        asked         | RET=HDRS, ENVID and ORCPT: the header comes back, and the sender's own names
        operator      | two recipients, of one there is nothing a host said
        eight-bit     | a message of eight bits comes back as it was
        delayed       | it waits, for two: delayed, no end of the trying, and the header alone though RET=FULL was asked
        international | RFC 6533: addresses and header with letters of all scripts
        """)
    void golden(String name, String reason) throws Exception {
        Report.Composed composed = switch (name) {
            case "refused" -> composed(Failures.mail(Failures.from("a@far.example"), TEA, INFO), NO_SUCH_USER);
            case "asked" -> composed(
                    Failures.mail(Failures.from("a@far.example").withDsn(Failures.asking("HDRS", "QQ+2B314",
                            Map.of(INFO, "FAILURE rfc822;Info+2Bcat@old.example"))), TEA, INFO), NO_SUCH_USER);
            case "operator" -> composed(Failures.mail(Failures.from("a@far.example"), TEA, INFO, SALES),
                    Failures.refused(INFO, 451, "4.3.2 try later"), FailedRecipient.ended(SALES, Failures.NOW));
            case "delayed" -> composed(ReportKind.DELAY,
                    Failures.mail(Failures.from("a@far.example").withDsn(Failures.asking("FULL", "", Map.of())), TEA,
                            INFO, SALES),
                    FailedRecipient.delayed(INFO, Failures.NOW), FailedRecipient.delayed(SALES, Failures.NOW));
            case "eight-bit" -> composed(Failures.mail(
                    Failures.from("a@far.example"), octets("Subject: thé\r\n\r\nUne tasse à midi"), INFO),
                    NO_SUCH_USER);
            case "international" -> composed(Failures.mail(Failures.smtpUtf8(Failures.from("anne-thé@far.example"))
                            .withDsn(Failures.asking("", "", Map.of(JOERG, " utf-8;jörg@laden.example"))),
                    octets("From: anne-thé@far.example\r\n\r\nthé\r\n"), JOERG),
                    Failures.refused(JOERG, 550, octets("5.1.1 <jörg@laden.example>: unbekannt")));
            default -> throw new IllegalArgumentException(name);
        };
        assertEquals(golden(name), text(composed), reason);
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = ReportTest.class.getResourceAsStream("/bounce/" + name + ".txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\n", "\r\n");
        }
    }

    @Test
    void jakartaMailReadsItBack() throws Exception {
        Report.Composed composed = composed(Failures.mail(Failures.from("a@far.example"), TEA, INFO), NO_SUCH_USER);
        MimeMessage message = new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(composed.message()));
        assertEquals("delivery-status", new ContentType(message.getContentType())
                .getParameter("report-type"));
        assertEquals("auto-replied", message.getHeader("Auto-Submitted", null), "RFC 3834 section 5");
        MimeMultipart parts = parts(composed);
        assertTrue(parts.getBodyPart(0).isMimeType("text/plain"));
        assertTrue(parts.getBodyPart(1).isMimeType("message/delivery-status"));
        assertTrue(parts.getBodyPart(2).isMimeType("message/rfc822"));
        assertEquals(TEA, new String(bytes(parts.getBodyPart(2)), StandardCharsets.US_ASCII), "byte for byte");
        assertEquals("rfc822; info@shop.example", field(composed, "Final-Recipient"));
        assertEquals("failed", field(composed, "Action"));
        assertEquals("5.1.1", field(composed, "Status"));
        assertEquals("dns; [192.0.2.7]", field(composed, "Remote-MTA"));
        assertEquals("dns; mail.isp.example", fields(composed).getFirst().getHeader("Reporting-MTA", null));
        assertTrue(composed.envelope().sender().isNull(), "RFC 3461 section 6.1");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        no\\r\\nStatus: 2.0.0\\r\\n\\r\\nFinal-Recipient: rfc822; x@y.example|line ends begin no field
        no\\n\\n--=_bounce.0123456789abcdef0123456789abcdef01234567--\\n|nor end the part
        \\u001b[2J\\u001b]0;title\\u0007\\u0000|escape codes and NUL
        \\u00ff\\u00fe\\u0080\\u00e9|octets that are no UTF-8
        \\u00e2\\u0080\\u00ae gro.live|UTF-8 that turns the reading direction
        \\u00c3\\u00bcber|UTF-8 letters
        [(${7*7})] [[${host}]] [# th:text="x"/]|the words of our templates
                                                                                      |blanks only
        """)
    void hostileDiagnostics(String text, String reason) throws Exception {
        String said = "5.1.1 " + UNICODE_ESCAPE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement("" + (char) Integer.parseInt(found.group(1), 16)))
                .translateEscapes();
        assertHarmless(composed(
                Failures.mail(Failures.from("a@far.example"), TEA, INFO), Failures.refused(INFO, 550, said)), reason);
    }

    @Test
    void longDiagnosticsAreCut() throws Exception {
        for (String one : List.of("x", "a b ", "\u00c3\u00bc", "\r\n", "\u001b")) {
            Report.Composed composed = composed(Failures.mail(Failures.from("a@far.example"), TEA, INFO),
                    Failures.refused(INFO, 550, "5.1.1 " + one.repeat(10_000 / one.length())));
            assertHarmless(composed, one);
            assertTrue(field(composed, "Diagnostic-Code").length() < 700, one);
            assertTrue(composed.message().length < 8_000, "ten KiB are not passed on");
        }
    }

    private static void assertHarmless(Report.Composed composed, String reason) throws Exception {
        assertEquals("5.1.1", field(composed, "Status"), reason);
        assertEquals("rfc822; info@shop.example", field(composed, "Final-Recipient"), reason);
        assertEquals(TEA, new String(bytes(parts(composed).getBodyPart(2)), StandardCharsets.US_ASCII), reason);
        for (String line : text(composed).split("\r\n", -1)) {
            assertTrue(line.length() <= 998, reason + ": RFC 5322 section 2.1.1");
            assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7f), () -> reason + ": " + line);
        }
    }

    @ParameterizedTest(name = "{0} comes out as {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        rfc822;Info+2Bcat@old.example   | rfc822; Info+cat@old.example          | RFC 3461 section 6.3: decoded
        rfc822;a+0D+0AStatus:+202.0.0   | rfc822; a\\x0d\\x0aStatus: 2.0.0      | what is decoded begins no field
        rfc822;+C3+BC@old.example       | rfc822; \\x{FC}@old.example           | in ASCII, as RFC 6533 section 3 does
        rfc822;+FF@old.example          | rfc822; \\xff@old.example             | and what is no UTF-8 as bytes
        x400;/C+3Dnl/                   | x400; /C=nl/                          | any type
        """)
    void originalRecipients(String asked, String expected, String reason) throws Exception {
        Envelope envelope = Failures.from("a@far.example")
                .withDsn(Failures.asking("", "", Map.of(INFO, " " + asked)));
        Report.Composed composed = composed(Failures.mail(envelope, TEA, INFO), NO_SUCH_USER);
        assertEquals(expected, field(composed, "Original-Recipient"), reason);
        assertHarmless(composed, reason);
    }

    @ParameterizedTest(name = "{0} bytes, RET={1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        51200 | ''   | message/rfc822      | 50 KiB come back
        51201 | ''   | text/rfc822-headers | one byte more, and the header is enough
        51201 | FULL | text/rfc822-headers | RFC 3461 section 6.2 lets us, whatever was asked
        300   | FULL | message/rfc822      | it was asked for
        300   | HDRS | text/rfc822-headers | it was asked for
        """)
    void howMuchComesBack(int messageBytes, String returned, String type, String reason) throws Exception {
        String header = "Subject: tea\r\n folded\r\nX: y\r\n";
        String message = header + "\r\n" + "z".repeat(messageBytes - header.length() - 2);
        Envelope envelope = Failures.from("a@far.example").withDsn(Failures.asking(returned, "", Map.of()));
        BodyPart back = parts(composed(Failures.mail(envelope, message, INFO), NO_SUCH_USER)).getBodyPart(2);
        assertTrue(back.isMimeType(type), () -> reason + ": " + back);
        assertEquals(type.startsWith("text") ? header : message, new String(bytes(back), StandardCharsets.US_ASCII));
    }

    @Test
    void ofALargeMessageNoMoreIsReadThanComesBack() throws Exception {
        InputStream endless = new InputStream() {
            private long read;

            @Override
            public int read() {
                if (++read > ReturnedMail.BYTES_MAX) {
                    throw new AssertionError("read on for no use");
                }
                return read % 100 == 99 ? '\r' : read % 100 == 0 ? '\n' : 'h';
            }
        };
        StoredMail small = Failures.mail(Failures.from("a@far.example"), TEA, INFO).mail();
        StoredMail large = new StoredMail(small.id(), small.mailbox(), small.mailClass(), small.envelope(),
                small.recipients(), 50L << 20);
        Report.Composed composed = composed(new OpenedMail(large, endless), NO_SUCH_USER);
        byte[] back = bytes(parts(composed).getBodyPart(2));
        assertEquals(51_200, back.length, "a header without end is cut where a line ends");
        assertEquals('\n', back[back.length - 1]);
    }

    @Test
    void bareLineEndsDoNotKeepTheBounceFromGoingOut() throws Exception {
        Report.Composed composed = composed(
                Failures.mail(Failures.from("a@far.example"), "Subject: tea\n\nA\rcup\r", INFO), NO_SUCH_USER);
        assertEquals("Subject: tea\r\n\r\nA\r\ncup\r\n",
                new String(bytes(parts(composed).getBodyPart(2)), StandardCharsets.US_ASCII));
    }

    @Test
    void aMessageThatHoldsTheBoundaryEndsNoPart() throws Exception {
        String message = "Subject: tea\r\n\r\n--=_" + NAME + "--\r\nContent-Type: text/html\r\n\r\nhello\r\n";
        BodyPart back = parts(composed(Failures.mail(Failures.from("a@far.example"), message, INFO), NO_SUCH_USER))
                .getBodyPart(2);
        assertEquals(message, new String(bytes(back), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest(name = "from {0}, to {1}, SMTPUTF8: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        a@far.example   | info@shop.example  | false | message/delivery-status        | false | nothing needs it
        a@far.example   | jörg@laden.example | true  | message/global-delivery-status | false | the fields hold UTF-8, the header none
        a@far.example   | info@shop.example  | true  | message/global-delivery-status | false | the sender can read it, and his header may hold it
        thé@far.example | info@shop.example  | true  | message/global-delivery-status | true  | our own header holds UTF-8
        """)
    void whatIsDeclared(String from, String to, boolean smtpUtf8, String type, boolean reportNeedsSmtpUtf8,
            String reason) throws Exception {
        Envelope plain = Failures.from(from);
        MailAddress recipient = Failures.address(to);
        Report.Composed composed = composed(
                Failures.mail(smtpUtf8 ? Failures.smtpUtf8(plain) : plain, TEA, recipient),
                Failures.refused(recipient, 550, "5.1.1 no such user"));
        MimeMultipart parts = parts(composed);
        assertTrue(parts.getBodyPart(1).isMimeType(type), reason);
        assertEquals(smtpUtf8, parts.getBodyPart(2).isMimeType("message/global"), reason);
        assertEquals(reportNeedsSmtpUtf8, composed.envelope().smtpUtf8(), reason);
        assertEquals(smtpUtf8, composed.envelope().eightBit(), reason);
        assertEquals(!smtpUtf8, new String(composed.message(), StandardCharsets.ISO_8859_1)
                .contains("Content-Transfer-Encoding: 7bit"), reason);
    }

    @Test
    void manyRecipientsAreAllInTheFieldsAndFiftyInTheWords() throws Exception {
        MailAddress[] recipients = new MailAddress[60];
        FailedRecipient[] failed = new FailedRecipient[60];
        for (int i = 0; i < 60; i++) {
            recipients[i] = Failures.address("user" + i + "@shop.example");
            failed[i] = Failures.refused(recipients[i], 550, "5.1.1 no such user");
        }
        Report.Composed composed = composed(Failures.mail(Failures.from("a@far.example"), TEA, recipients), failed);
        String words = new String(bytes(parts(composed).getBodyPart(0)), StandardCharsets.UTF_8);
        assertTrue(words.contains("<user49@shop.example>") && words.contains("And to 10 more"), words);
        assertFalse(words.contains("<user50@shop.example>"), words);
        assertEquals(60, text(composed).split("Final-Recipient: ", -1).length - 1);
    }

    @Test
    void theSameFailureMakesTheSameBytes() throws Exception {
        OpenedMail one = Failures.mail(Failures.from("a@far.example"), TEA, INFO);
        OpenedMail again = Failures.mail(Failures.from("a@far.example"), TEA, INFO);
        assertArrayEquals(composed(one, NO_SUCH_USER).message(), composed(again, NO_SUCH_USER).message());
    }
}
