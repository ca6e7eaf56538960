// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.intake.IntakeBench.ANNA;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.doubles.RawClient;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.smtp.DsnRequest;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.RecipientDsn;

/** A mail from the banner to the 250, and everything that is said on the way (B1, B9, B10). */
@Timeout(60)
class SessionTest {

    @AutoClose
    private IntakeBench bench;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        bench = new IntakeBench(folder);
    }

    @Test
    void aMailIsKeptAsItCameWithOurTraceLineAbove() throws Exception {
        try (RawClient client = bench.connect()) {
            assertEquals("250-mail.isp.example\n250-PIPELINING\n250-SIZE 52428800\n250-8BITMIME\n"
                            + "250-ENHANCEDSTATUSCODES\n250-DSN\n250-SMTPUTF8\n"
                            + "250-LIMITS MAILMAX=100 RCPTMAX=1000\n250 STARTTLS",
                    client.say("EHLO mx.(far)\"<example>"));
            assertEquals("250 2.1.0 Sender OK", client.say("MAIL FROM:<sender@far.example> SIZE=100 BODY=8BITMIME"));
            assertEquals("250 2.1.5 Recipient OK", client.say("RCPT TO:<anyone@anna.example>"));
            assertEquals("354 End with <CRLF>.<CRLF>", client.say("DATA"));
            String kept = client.send("Subject: \u00e9\r\n\r\n..one\r\nno end\r\n.\r\n").reply();
            StoredMail mail = bench.mails(ANNA).getFirst();
            assertEquals("250 2.0.0 Kept as " + mail.id(), kept);
            assertEquals("221 2.0.0 mail.isp.example closes", client.say("QUIT"));

            assertEquals("Received: from mx.?far???example? ([127.0.0.1])\r\n"
                    + "\tby mail.isp.example (Relaywarden) with ESMTP id " + mail.id() + "\r\n"
                    + "\tfor <anyone@anna.example>;\r\n"
                    + "\tSun, 1 Mar 2026 08:00:00 +0000\r\n"
                    + "Subject: \u00e9\r\n\r\n.one\r\nno end\r\n", bench.read(mail));
            assertEquals(MailClass.PUSH, mail.mailClass());
            assertEquals("sender@far.example", mail.envelope().sender().toString());
            assertEquals("127.0.0.1", mail.envelope().peer().orElseThrow().getHostAddress());
            assertEquals("mx.(far)\"<example>", mail.envelope().helo());
            assertTrue(mail.envelope().eightBit());
            assertEquals(1, bench.journal.counted(IntakeCounter.TAKEN));
        }
    }

    @Test
    void oneCopyPerMailboxAndClassAndNobodyLearnsOfTheOthers() throws Exception {
        try (RawClient client = bench.greeted()) {
            client.say("MAIL FROM:<>");
            for (String to : List.of("x@anna.example", "y@anna.example", "x@anna.example", "anna@isp.example",
                    "z@bert.example", "t-1@collector.example")) {
                assertEquals("250 2.1.5 Recipient OK", client.say("RCPT TO:<" + to + ">"), to);
            }
            client.say("DATA");
            assertTrue(client.send("Subject: x\r\n\r\n.\r\n").reply().startsWith("250 "));
        }

        List<StoredMail> annas = bench.mails(ANNA);
        assertEquals(2, annas.size());
        StoredMail push = annas.stream().filter(mail -> mail.mailClass() == MailClass.PUSH).findFirst().orElseThrow();
        assertEquals("[x@anna.example, y@anna.example]", push.recipients().toString());
        assertTrue(push.envelope().sender().isNull());
        assertEquals(1, bench.mails(new Mailbox.Account("bert")).size());
        assertEquals(1, bench.mails(SystemMailbox.COLLECTOR).size());
        assertTrue(bench.read(push).lines().noneMatch(line -> line.contains("for <")), "RFC 5321 section 7.6");
    }

    @Test
    void commandsMayBePipelined() throws Exception {
        try (RawClient client = bench.greeted()) {
            client.send("MAIL FROM:<a@far.example>\r\nRCPT TO:<x@nowhere.example>\r\n"
                    + "RCPT TO:<x@anna.example>\r\nDATA\r\n");
            assertTrue(client.reply().startsWith("250 2.1.0"));
            assertTrue(client.reply().startsWith("550 5.7.1"));
            assertTrue(client.reply().startsWith("250 2.1.5"));
            assertTrue(client.reply().startsWith("354 "));
            client.send("one\r\n.\r\nMAIL FROM:<a@far.example>\r\nRCPT TO:<x@anna.example>\r\nDATA\r\n");
            assertTrue(client.reply().startsWith("250 2.0.0"));
            assertTrue(client.reply().startsWith("250 2.1.0"));
            assertTrue(client.reply().startsWith("250 2.1.5"));
            assertTrue(client.reply().startsWith("354 "));
            client.send("two\r\n.\r\nQUIT\r\n");
            assertTrue(client.reply().startsWith("250 2.0.0"));
            assertTrue(client.reply().startsWith("221 "));
        }
        assertEquals(2, bench.mails(ANNA).size());
    }

    @ParameterizedTest(name = "{0} answers {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            NOOP                            | 250 2.0.0 | nothing
            noop x                          | 250 2.0.0 | verbs in any case, NOOP with any argument
            RSET                            | 250 2.0.0 | nothing to reset
            RSET now                        | 501 5.5.4 | it takes no argument
            VRFY anna                       | 252 2.0.0 | tells a harvester nothing
            HELP                            | 214 2.0.0 | short
            EXPN staff                      | 502 5.5.1 | tells nothing
            ETRN anna.example               | 502 5.5.1 Not needed here: waiting mail is sent to your server by itself | B9
            TURN                            | 502 5.5.1 Not needed here: waiting mail is sent to your server by itself | B9
            ATRN anna.example               | 502 5.5.1 Not needed here: waiting mail is sent to your server by itself | B9
            STARTTLS now                    | 501 5.5.4 | RFC 3207 section 4: no argument
            AUTH PLAIN AAAA                 | 502 5.5.1 | not offered
            FOO                             | 500 5.5.1 | unknown
            ''                              | 500 5.5.1 | an empty line
            HELO                            | 501 5.5.4 | a name is needed
            EHLO a b                        | 501 5.5.4 | one name
            DATA                            | 503 5.5.1 | no mail begun
            RCPT TO:<x@anna.example>        | 503 5.5.1 | no mail begun
            MAIL FROM:a@far.example         | 501 5.1.7 | no brackets
            MAIL FROM:<a@far.example        | 501 5.1.7 | one bracket
            MAIL FROM:<a@far.example>x      | 501 5.1.7 | something sticks to the bracket
            MAIL FROM:<a>                   | 501 5.1.7 | no domain
            MAIL TO:<a@far.example>         | 501 5.1.7 | the other keyword
            MAIL FROM:<a@far.example> X=1   | 555 5.5.4 | unknown parameter
            MAIL FROM:<a@far.example> SMTPUTF8=1 | 501 5.5.4 | RFC 6531 section 3.4: no value
            MAIL FROM:<a@far.example> SIZE=x   | 501 5.5.4 | no number
            MAIL FROM:<a@far.example> SIZE=1 SIZE=1   | 501 5.1.7 | twice
            MAIL FROM:<a@far.example> BODY=BINARYMIME | 501 5.5.4 | not offered
            MAIL FROM:<a@far.example> SIZE=52428801   | 552 5.3.4 | larger than we take
            MAIL FROM:<a@far.example> SIZE=99999999999999999999 | 552 5.3.4 | larger than a long
            MAIL FROM:<é@far.example>       | 553 5.6.7 | RFC 6531 section 3.5: not without SMTPUTF8
            MAIL FROM:<é@far.example> SMTPUTF8 | 501 5.1.7 | Latin 1 is no UTF-8
            MAIL FROM:<a@far.example> RET=ALL            | 501 5.5.4 | RFC 3461 section 4.3: FULL or HDRS
            MAIL FROM:<a@far.example> ENVID=a+0D+0AX     | 501 5.5.4 | RFC 3461 section 4.4: printable, no line end
            MAIL FROM:<a@far.example> ENVID=a+2          | 501 5.5.4 | no xtext
            MAIL FROM:<a@far.example> ENVID              | 501 5.5.4 | no value
            MAIL FROM:<> ret=hdrs envid=Q+2B1            | 250 2.1.0 | RFC 3461
            MAIL FROM:<>                    | 250 2.1.0 | the null sender
            MAIL FROM: <a@far.example>      | 250 2.1.0 | a blank too many, as many send it
            mail from:<@x.example:a@far.example> | 250 2.1.0 | a source route
            """)
    void answers(String command, String reply, String why) throws Exception {
        try (RawClient client = bench.greeted()) {
            String answer = client.say(command);
            assertTrue(answer.startsWith(reply), why + ": " + answer);
            assertTrue(client.say("NOOP").startsWith("250 "), "the session goes on");
        }
    }

    @ParameterizedTest(name = "RCPT TO:<x@anna.example> {0} answers {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            NOTIFY=NEVER                    | 250 2.1.5 | RFC 3461 section 4.1
            NOTIFY=success,Delay            | 250 2.1.5 | in any case
            NOTIFY=NEVER,DELAY              | 501 5.5.4 | NEVER stands alone
            NOTIFY=                         | 501 5.1.3 | no value
            NOTIFY                          | 501 5.5.4 | no value
            NOTIFY=SOMETIMES                | 501 5.5.4 | no such word
            NOTIFY=DELAY NOTIFY=DELAY       | 501 5.1.3 | twice
            ORCPT=rfc822;x@y.example        | 250 2.1.5 | RFC 3461 section 4.2
            ORCPT=rfc822;a+2Bb@y.example    | 250 2.1.5 | xtext
            ORCPT=rfc822;a+b@y.example      | 501 5.5.4 | no xtext
            ORCPT=x@y.example               | 501 5.5.4 | no type
            ORCPT=rfc822;                   | 501 5.5.4 | no address
            RRVS=2014-04-03T23:01:00Z       | 555 5.5.4 | not offered
            """)
    void answersToWishes(String parameters, String reply, String why) throws Exception {
        try (RawClient client = bench.greeted()) {
            client.say("MAIL FROM:<a@far.example>");
            assertTrue(client.say("RCPT TO:<x@anna.example> " + parameters).startsWith(reply), why);
        }
    }

    @Test
    void whatTheSenderWantsToHearIsKeptForEachRecipient() throws Exception {
        try (RawClient client = bench.greeted()) {
            client.say("MAIL FROM:<a@far.example> RET=HDRS ENVID=Q1+2Bx");
            client.say("RCPT TO:<x@anna.example> NOTIFY=DELAY,SUCCESS ORCPT=rfc822;x+2By@old.example");
            client.say("RCPT TO:<y@anna.example>");
            client.say("RCPT TO:<z@bert.example> NOTIFY=NEVER");
            client.say("RCPT TO:<x@anna.example> NOTIFY=NEVER");
            client.say("DATA");
            assertTrue(client.send("x\r\n.\r\n").reply().startsWith("250 "));
        }
        DsnRequest annas = bench.mails(ANNA).getFirst().envelope().dsn();
        assertEquals("HDRS", annas.returned().orElseThrow().name());
        assertEquals("Q1+2Bx", annas.envelopeId());
        RecipientDsn first = annas.of(new MailAddress("x", "anna.example"));
        assertEquals("SUCCESS,DELAY", first.notifyValue(), "named twice: the first wish counts");
        assertEquals("rfc822;x+2By@old.example", first.originalRecipient());
        assertEquals(RecipientDsn.none(), annas.of(new MailAddress("y", "anna.example")));
        assertEquals(Set.of(new MailAddress("z", "bert.example")),
                bench.mails(new Mailbox.Account("bert")).getFirst().envelope().dsn().recipients().keySet(),
                "nobody learns of the others");
    }

    @Test
    void smtpUtf8IsTakenRecipientByRecipient() throws Exception {
        bench.smtpUtf8Hosts.add("bert");
        try (RawClient client = bench.greeted()) {
            assertEquals("250 2.1.0 Sender OK", client.say(octets("MAIL FROM:<jörg@bücher.example> SMTPUTF8")));
            assertTrue(client.say(octets("RCPT TO:<zoë@anna.example>")).startsWith("553 5.6.7"), "decision 10");
            assertTrue(client.say(octets("RCPT TO:<zoë@straße.example>")).startsWith("501 5.1.3"),
                    "that is strasse.example to some, and another domain to others");
            assertEquals("250 2.1.5 Recipient OK",
                    client.say(octets("RCPT TO:<zoë@bert.example> ORCPT=utf-8;zoë@old.example")));
            client.say("DATA");
            assertTrue(client.send(octets("Subject: é\r\n\r\n.\r\n")).reply().startsWith("250 "));
        }
        StoredMail mail = bench.mails(new Mailbox.Account("bert")).getFirst();
        assertTrue(mail.envelope().smtpUtf8());
        assertEquals("jörg@xn--bcher-kva.example", mail.envelope().sender().toString());
        assertEquals("zoë@bert.example", mail.recipients().getFirst().toString());
        assertEquals("utf-8;zoë@old.example",
                mail.envelope().dsn().of(mail.recipients().getFirst()).originalRecipient());
        assertTrue(bench.read(mail).contains(octets(
                " with UTF8SMTP id " + mail.id() + "\r\n\tfor <zoë@bert.example>;\r\n")), "RFC 6531 section 4.3");
    }

    /** UTF-8 as the wire carries it, one char an octet. */
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void theOrderOfCommandsIsKept() throws Exception {
        try (RawClient client = bench.connect()) {
            assertTrue(client.say("MAIL FROM:<a@far.example>").startsWith("503 5.5.1"), "no greeting yet");
            assertEquals("250 mail.isp.example", client.say("HELO mx"));
            client.say("MAIL FROM:<a@far.example>");
            assertTrue(client.say("MAIL FROM:<a@far.example>").startsWith("503 5.5.1"), "nested");
            assertTrue(client.say("DATA").startsWith("554 5.5.1"), "no recipient");
            assertTrue(client.say("DATA now").startsWith("501 5.5.4"));
            client.say("RCPT TO:<x@anna.example>");
            assertTrue(client.say("EHLO mx").startsWith("250-"));
            assertTrue(client.say("DATA").startsWith("503 5.5.1"), "RFC 5321 section 4.1.4: EHLO resets");
            client.say("MAIL FROM:<a@far.example>");
            client.say("RCPT TO:<x@anna.example>");
            client.say("RSET");
            assertTrue(client.say("DATA").startsWith("503 5.5.1"), "RSET resets");
        }
        assertEquals(List.of(), bench.mails(ANNA));
    }

    @Test
    void aFaultInTheCustomersTableIsNoRefusal() throws Exception {
        bench.close();
        RecipientPolicy broken = question -> {
            throw new IllegalStateException("the database is away");
        };
        IntakeParts parts = new IntakeParts(broken, bench.spool, bench.journal, () -> IntakeBench.NOW);
        try (Intake intake = Intake.start(IntakeBench.settings(), parts);
                RawClient client = new RawClient(intake.addresses().getFirst())) {
            client.reply();
            client.say("HELO mx");
            client.say("MAIL FROM:<a@far.example>");
            assertTrue(client.say("RCPT TO:<x@anna.example>").startsWith("451 4.3.0"));
            assertTrue(client.say("NOOP").startsWith("250 "));
            assertEquals(1, bench.journal.counted(IntakeCounter.FAULTS));
        }
    }

    @Test
    void refusalsAreInTheJournal() throws Exception {
        try (RawClient client = bench.greeted()) {
            client.say("MAIL FROM:<a@far.example>");
            client.say("RCPT TO:<x@elsewhere.example>");
        }
        var refused = bench.journal.of("refused").getFirst();
        assertEquals("RCPT TO:<x@elsewhere.example>", refused.fields().get("command"));
        assertTrue(refused.fields().get("reply").startsWith("550 5.7.1"));
        assertEquals("127.0.0.1", refused.fields().get("peer"));
    }
}
