// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** The mail around the text: the same form in both languages, and fit for every mail server on the way. */
class NoticeMessageTest {

    private static final String ID = "<notice.12.1.00000000000000ff@isp.example>";

    private static byte[] bytes(Language language, String provider, NoticeContent content) {
        NoticeSettings plain = SampleNotices.SETTINGS;
        var settings = new NoticeSettings(provider, plain.mailDomain(), plain.deskLocalPart(), plain.replyPrefix(),
                plain.bouncePrefix(), plain.helpPage(), plain.deskPhone(), plain.zone());
        var text = SampleNotices.render(language, settings, content);
        NoticeEntity notice = new NoticeEntity();
        notice.language = language;
        notice.messageId = ID;
        notice.subject = text.subject();
        notice.body = text.body();
        notice.plannedAt = SampleNotices.AT;
        return new NoticeMessage(settings, NoticeWords.ofAll()).bytes(
                notice, new MailAddress("ann", "isp.example"), new MailAddress("relay-reply+x", "isp.example"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ENGLISH | ISP Example | en | ISP Example abuse desk
        DUTCH   | ISP Example | nl | Abuse-afdeling ISP Example
        ENGLISH | Café Één    | en | Café Één abuse desk
        DUTCH   | Café Één    | nl | Abuse-afdeling Café Één
        """)
    void theMailIsPlainOnTheWireAndWholeForTheReader(Language language, String provider, String word, String from)
            throws Exception {
        for (Map.Entry<String, NoticeContent> each : SampleNotices.every(SampleNotices.HOSTILE).entrySet()) {
            byte[] bytes = bytes(language, provider, each.getValue());
            String wire = new String(bytes, StandardCharsets.ISO_8859_1);
            assertTrue(wire.chars().allMatch(c -> c < 0x7f && (c >= 0x20 || c == '\r' || c == '\n')), wire);
            // RFC 2045 section 6.7: 76; far below the 998 of RFC 5322 section 2.1.1. No bare line end.
            for (String line : wire.split("\r\n", -1)) {
                assertTrue(line.length() <= 78 && line.indexOf('\n') < 0 && line.indexOf('\r') < 0, line);
            }
            MimeMessage mail =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            assertEquals("quoted-printable", mail.getEncoding());
            assertEquals("text/plain; charset=UTF-8", mail.getContentType());
            assertEquals(word, mail.getHeader("Content-Language", null));
            assertEquals(ID, mail.getMessageID(), "the one that was planned");
            assertEquals(from, ((InternetAddress) mail.getFrom()[0]).getPersonal());
            var text = SampleNotices.render(language, SampleNotices.SETTINGS, each.getValue());
            assertEquals(text.subject(), mail.getSubject());
            assertEquals(text.body().replace("ISP Example", provider).strip(),
                    mail.getContent().toString().replace("\r\n", "\n").strip());
            assertArrayEquals(bytes, bytes(language, provider, each.getValue()), "always the same bytes");
        }
    }
}
