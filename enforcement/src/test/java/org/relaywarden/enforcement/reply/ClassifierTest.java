// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.enforcement.warning.NoticeSettings;
import org.relaywarden.enforcement.warning.ReplyTokens.Purpose;
import org.relaywarden.enforcement.warning.ReplyTokens;

class ClassifierTest {

    private static final String REPORT = "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
            + "--x\n\nIt failed.\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
            + "Final-Recipient: rfc822; ann@isp.example\nAction: failed\nStatus: STATUS\n\n--x--\n";

    private final ReplyTokens tokens =
            new ReplyTokens(new SecretKeySpec("key".getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    private final Classifier classifier = new Classifier(NoticeSettings.defaults(), tokens);

    private ReadMail read(String sender, String recipient, byte[] message) {
        String filled = recipient
                .replace("R-TOKEN", tokens.token(Purpose.REPLY, 12, 1))
                .replace("B-TOKEN", tokens.token(Purpose.BOUNCE, 12, 1));
        ReversePath from =
                sender.equals("<>") ? ReversePath.none() : ReversePath.of(MailAddress.parse(sender).orElseThrow());
        var mail = new StoredMail("m1", SystemMailbox.REPLIES, MailClass.SYSTEM, Envelope.ours(from, Instant.EPOCH),
                List.of(MailAddress.parse(filled + "@isp.example").orElseThrow()), message.length);
        return classifier.classify(mail, message, classifier.tokenOf(mail));
    }

    private ReadMail read(String sender, String recipient, String message) {
        return read(sender, recipient, message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A header for each row; the body is a customer's "I mended it". */
    @ParameterizedTest(name = "{4}")
    @CsvSource(delimiter = '|', textBlock = """
        ann@c.example | relay-reply+R-TOKEN  | Subject: Re: warning                       | CustomerWrote | a person
        ann@c.example | RELAY-REPLY+R-TOKEN  | Subject: Re: warning                       | CustomerWrote | a server on the way changed the case
        ann@c.example | relay-reply+R-TOKEN  | Auto-Submitted: no                         | CustomerWrote | RFC 3834: "no" is a person
        ann@c.example | relay-reply+R-TOKEN  | Auto-Submitted: auto-replied (vacation)    | FiledInCase   | a vacation reply
        <>            | relay-reply+R-TOKEN  | Subject: Re: warning                       | FiledInCase   | a vacation reply without any mark but its null sender
        ann@c.example | relay-reply+R-TOKEN  | Precedence: bulk                           | FiledInCase   | precedence
        ann@c.example | relay-reply+R-TOKEN  | X-Auto-Response-Suppress: All              | FiledInCase   | Exchange
        ann@c.example | relay-reply+R-TOKEN  | List-Id: <list.example>                    | FiledInCase   | a list
        ann@c.example | relay-reply+R-TOKEN  | Subject: Out of Office: warning            | FiledInCase   | an absence note of an old program
        ann@c.example | relay-reply+R-TOKEN  | Subject: =?utf-8?q?Automatisch_antwoord?=  | FiledInCase   | an encoded one
        ann@c.example | relay-reply+R-TOKEN  | Subject: Automatisch antwoord: Uw mailserver | FiledInCase | Outlook and Exchange, in Dutch
        ann@c.example | relay-reply+R-TOKEN  | Subject: Afwezig: Uw mailserver            | FiledInCase   | an absence note of an old program, in Dutch
        ann@c.example | relay-reply+R-TOKEN  | Subject: Afwezigheidsbericht               | FiledInCase   | another
        ann@c.example | relay-reply+R-TOKEN  | Subject: Ik ben afwezig tot 3 maart        | FiledInCase   | a vacation program's, as its owner worded it
        ann@c.example | relay-reply+R-TOKEN  | Subject: Ik ben met vakantie               | FiledInCase   | another
        ann@c.example | relay-reply+R-TOKEN  | Subject: Niet aanwezig                     | FiledInCase   | another
        ann@c.example | relay-reply+R-TOKEN  | Subject: Ontvangstbevestiging van uw bericht | FiledInCase | a ticket system
        ann@c.example | relay-reply+R-TOKEN  | Subject: Gelezen: Uw mailserver            | FiledInCase   | a read receipt, in Dutch
        ann@c.example | relay-reply+R-TOKEN  | Subject: Onbestelbaar: Uw mailserver       | FiledInCase   | Exchange returns it, in Dutch
        ann@c.example | relay-reply+R-TOKEN  | Subject: Antw: Uw mailserver is een open relay | CustomerWrote | a person, with a Dutch program
        ann@c.example | relay-reply+R-TOKEN  | Subject: Re: afwezig geweest               | CustomerWrote | a person who was away
        ann@c.example | relay-reply+R-TOKEN  | From: MAILER-DAEMON@mx.example             | FiledInCase   | a mail system
        ann@c.example | relay-reply+R-TOKEN  | X-Loop: relaywarden abuse@isp.example      | FiledInCase   | our own mail
        ann@c.example | relay-reply+B-TOKEN  | Subject: Re: warning                       | Unknown       | a bounce's token is no reply's
        ann@c.example | relay-bounce+R-TOKEN | Subject: Re: warning                       | Unknown       | nor the other way
        ann@c.example | relay-bounce+B-TOKEN | Subject: Re: warning                       | FiledInCase   | a person at the bounce address is no bounce
        ann@c.example | relay-reply+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | Subject: Re       | Unknown       | forged
        ann@c.example | relay-reply+         | Subject: Re: warning                       | Unknown       | none
        ann@c.example | abuse                | References: <notice.12.1.0@isp.example>    | Unknown       | a header is no token
        """)
    void theFirstRuleThatFitsDecides(String sender, String recipient, String header, String expected, String why) {
        ReadMail read = read(sender, recipient, header + "\n\nI mended it.\n");
        assertEquals(expected, read.getClass().getSimpleName(), why + ": " + read);
    }

    @ParameterizedTest(name = "{2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        <>            | 5.1.1 | NoticeCameBack | for good
        mx@c.example  | 5.2.2 | NoticeCameBack | a report with a sender, as some write it
        <>            | 4.4.1 | FiledInCase    | a delay may end well
        <>            | 2.0.0 | FiledInCase    | delivered
        """)
    void aReportTellsWhetherTheNoticeCameBack(String sender, String status, String expected, String why) {
        ReadMail read = read(sender, "relay-bounce+B-TOKEN", REPORT.replace("STATUS", status));
        assertEquals(expected, read.getClass().getSimpleName(), why + ": " + read);
    }

    @Test
    void aReportToTheReplyAddressIsNoReply() {
        assertInstanceOf(
                ReadMail.FiledInCase.class,
                read("a@c.example", "relay-reply+R-TOKEN", REPORT.replace("STATUS", "5.1.1")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        I mended it.~~> Reply to this mail, your reply starts a test        | I mended it.
        On Sunday, the desk <abuse@isp.example> wrote:~> Reply~~Closed it.  | Closed it.
        Gedaan.~~Op zondag 1 maart 2026 schreef ISP Example:~> Reply        | Gedaan.
        Done.~~On Sun, 1 Mar 2026 at 02:00, ISP Example abuse desk~<abuse@isp.example> wrote:~~> x | Done.
        Klaar.~~Op di 24 nov 2026 om 14:30 schreef ISP Example~<abuse@isp.example>:~~> Geachte klant | Klaar.
        Klaar.~~Op 24 nov. 2026, om 14:30 heeft Abuse-afdeling ISP Example <abuse@isp.example> het volgende geschreven:~~> Geachte klant | Klaar.
        Klaar.~~Op 24 nov 2026, om 14:30 heeft Abuse-afdeling ISP Example~<abuse@isp.example> het volgende geschreven:~> Geachte klant | Klaar.
        Klaar.~~ISP Example <abuse@isp.example> schreef op 24-11-2026 14:30:~> Geachte klant | Klaar.
        Klaar.~~-----Oorspronkelijk bericht-----~Van: ISP Example~Uw mailserver is een open relay | Klaar.
        Klaar.~~-------- Oorspronkelijk bericht --------~Van: ISP Example   | Klaar.
        Klaar.~~-------- Doorgestuurd bericht --------~Geachte klant        | Klaar.
        Klaar.~~Van: Abuse-afdeling ISP Example~Verzonden: dinsdag 24 november 2026 14:30~Aan: ann~Geachte klant | Klaar.
        Klaar.~~*Van:* ISP Example~*Datum:* dinsdag 24 november 2026 om 14:30~Geachte klant | Klaar.
        Begin doorgestuurd bericht:~~Geachte klant                          |
        Klaar.~~Verstuurd vanaf mijn iPhone~~> Geachte klant                | Klaar.
        Verzonden vanuit Outlook voor Android~> Geachte klant               |
        Op de server draait een script dat het volgende doet: niets meer.   | Op de server draait een script dat het volgende doet: niets meer.
        Op de server heb ik een script geschreven dat dit doet:~dicht.      | Op de server heb ik een script geschreven dat dit doet: / dicht.
        Van: de provider hoorde ik dit.~Het is gesloten.                    | Van: de provider hoorde ik dit. / Het is gesloten.
        Verzonden vanaf nu alleen nog met wachtwoord.                       | Verzonden vanaf nu alleen nog met wachtwoord.
        Done.~~-----Original Message-----~Your server is an open relay      | Done.
        Done.~~From: ISP Example~Sent: Sunday~Your server is an open relay  | Done.
        Done.~~________________________________~From: abuse                 | Done.
        Done. --~-- ~Ann, systems                                           | Done. --
        one~two~~three                                                      | one / two / three
        > quoted~> only                                                     |
        On Sunday, the desk wrote:~> quoted only                            |
        -- ~Ann                                                             |
        """)
    void onlyTheCustomersOwnWordsAreRead(String body, String excerpt) {
        ReadMail read = read("ann@c.example", "relay-reply+R-TOKEN", "Subject: Re\n\n" + body.replace("~", "\n"));
        if (excerpt == null) {
            assertInstanceOf(ReadMail.FiledInCase.class, read);
        } else {
            assertEquals(excerpt, assertInstanceOf(ReadMail.CustomerWrote.class, read).excerpt());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <p>Done <b>it</b>.</p><blockquote>Your server</blockquote>                       | Done it.
        <div>Done.<br>Really.</div><div class="gmail_quote">On x wrote:<br>Your</div>    | Done. / Really.
        <div>Done.</div><div id="divRplyFwdMsg">From: us</div><div>Your server</div>     | Done.
        <script>alert(1)</script><style>p{}</style><p>Done.</p>                          | Done.
        <blockquote>only quoted</blockquote>                                             |
        """)
    void htmlIsReadAsText(String html, String excerpt) {
        ReadMail read = read("ann@c.example", "relay-reply+R-TOKEN", "Content-Type: text/html\n\n" + html);
        if (excerpt == null) {
            assertInstanceOf(ReadMail.FiledInCase.class, read);
        } else {
            assertEquals(excerpt, assertInstanceOf(ReadMail.CustomerWrote.class, read).excerpt());
        }
    }

    @Test
    void theExcerptIsVisibleAndCapped() {
        String body = "Subject: Re\n\nfixed \u001b[2J\u202e" + "x".repeat(50_000);
        String excerpt = assertInstanceOf(
                        ReadMail.CustomerWrote.class, read("ann@c.example", "relay-reply+R-TOKEN", body))
                .excerpt();
        assertTrue(excerpt.length() <= 1_000, "length " + excerpt.length());
        assertTrue(excerpt.startsWith("fixed \\x1b[2J\\u{202e}x"), excerpt);
    }

    @Test
    void whatIsBeyondTheLimitsIsFiled() {
        String nested = "Subject: x\n";
        StringBuilder deep = new StringBuilder(nested);
        for (int i = 0; i < 20; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\n\n--b").append(i).append("\n");
        }
        for (String message : List.of(
                deep + "\n\ndeep\n",
                "A: b\n".repeat(501) + "\nmany headers",
                "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\npart\n".repeat(60) + "--b--\n",
                "Subject: x\n\n" + "x".repeat(MailParser.MESSAGE_BYTES_MAX))) {
            assertInstanceOf(ReadMail.FiledInCase.class, read("ann@c.example", "relay-reply+R-TOKEN", message));
        }
    }

    /** Hostile bytes end in an answer, soon; the failing seed is the message. */
    @Test
    void garbageIsAnswered() {
        byte[] seed = REPORT.replace("STATUS", "5.1.1").getBytes(StandardCharsets.US_ASCII);
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < 500; round++) {
                Random random = new Random(round);
                byte[] bytes = seed.clone();
                for (int i = 0; i < 20; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                int each = round;
                Assertions.assertDoesNotThrow(
                        () -> read("ann@c.example", each % 2 == 0 ? "relay-reply+R-TOKEN" : "relay-bounce+B-TOKEN",
                                bytes),
                        () -> "seed " + each);
            }
        });
    }
}
