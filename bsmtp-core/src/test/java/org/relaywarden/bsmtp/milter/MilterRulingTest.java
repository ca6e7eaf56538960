// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.filter.FilterCounter;
import org.relaywarden.bsmtp.filter.Screening;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;

/** What a milter may say, at which step, and what becomes of the mail (B10): over real sockets, DATA to disk. */
@Timeout(60)
class MilterRulingTest {

    private static final String MESSAGE = "Subject: tea\r\n\r\n..one\r\ntwo\r\n";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        E | c |                             | 250 2.0.0 Kept | PUSH    | nothing against it
        E | a |                             | 250 2.0.0 Kept | PUSH    | nothing against it, and no more questions
        C | a |                             | 250 2.0.0 Kept | PUSH    | the peer is trusted: nothing else is asked
        M | a |                             | 250 2.0.0 Kept | PUSH    | the sender is
        B | a |                             | 250 2.0.0 Kept | PUSH    | enough was seen of the body
        E | r |                             | 550 5.7.1 Not kept | | refused
        C | r |                             | 550 5.7.1 Not kept | | the peer is refused; all has come, so the mail is
        H | r |                             | 550 5.7.1 Not kept | | the greeting
        M | r |                             | 550 5.7.1 Not kept | | the sender
        R | r |                             | 550 5.7.1 Not kept | | the recipient
        T | r |                             | 550 5.7.1 Not kept | | before the first line
        L | r |                             | 550 5.7.1 Not kept | | a header field
        N | r |                             | 550 5.7.1 Not kept | | the header
        B | r |                             | 550 5.7.1 Not kept | | the body
        E | t |                             | 451 4.7.1 Not kept | | put off
        R | t |                             | 451 4.7.1 Not kept | | put off
        E | f |                             | 451 4.7.1 Not kept | | a connection failure it wants; the session goes on
        E | 4 |                             | 451 4.7.1 Not kept | | a shutdown it wants
        E | d |                             | 250 2.0.0 Kept | ACCOUNT | discard: what got a 250 is never thrown away
        M | d |                             | 250 2.0.0 Kept | ACCOUNT | the same, early
        E | y | 550 5.7.1 Spam!0             | 550 5.7.1 Spam     | | its own words
        E | y | 451 4.7.1 Greylisted!0       | 451 4.7.1 Greylisted | | its own words, to come again
        E | y | 550 No!0                     | 550 5.7.1 No       | | an enhanced code is put before
        E | y | 550 4.7.1 No!0               | 550 5.7.1 4.7.1 No | | one that does not fit its reply is text
        E | y | 554-5.7.1 a!n554 5.7.1 b!0   | 554-5.7.1 a        | | several lines
        E | y | 421 4.7.1 Bye!0              | 451 4.7.1 Bye      | | 421 would say that we hang up
        E | y | 550 5.7.1 99%% spam!0        | 550 5.7.1 99% spam | | libmilter doubles the sign
        E | y | 550 5.7.1 x!r250 OK!0        | 550 5.7.1 x?250 OK | | no line of its own making
        E | y | 250 2.0.0 Kept!0             | 451 4.7.1 Not kept: a content filter | | no refusal at all
        E | y | 599 x!0                      | 451 4.7.1 Not kept: a content filter | | no code of RFC 5321
        E | y | 550 5.7.1 unended            | 451 4.7.1 Not kept: a content filter | | half an answer
        """)
    void theAnswerDecides(char step, char kind, String data, String reply, MailClass kept, String why)
            throws IOException {
        String text = data == null ? "" : data.replace("!0", "\0").replace("!n", "\r\n").replace("!r", "\r");
        try (ScriptedMilter milter = ScriptedMilter.onTcp().at(step, ScriptedMilter.packet(kind, text));
                MilterBench bench = MilterBench.with(folder, milter)) {
            String said = bench.send(MESSAGE);
            assertTrue(said.startsWith(reply), why + ", but it said: " + said);
            assertEquals(kept == null ? List.of() : List.of(kept),
                    bench.mails(MilterBench.ANNA).stream().map(StoredMail::mailClass).toList());
            if (kept != null) {
                assertTrue(bench.annas().endsWith(MESSAGE.replace("\r\n..", "\r\n.")), "the bytes as they came");
            }
        }
    }

    @Test
    void quarantineLiesInTheAccountAndSaysWhy() throws IOException {
        try (ScriptedMilter milter = ScriptedMilter.onTcp().at('E', ScriptedMilter.packet('p', "")
                        + ScriptedMilter.packet('q', "Eicar\r\nX-Forged: 1\0") + ScriptedMilter.GO_ON);
                MilterBench bench = MilterBench.with(folder, milter)) {
            assertTrue(bench.send(MESSAGE, "anna@customer.example", "anna@isp.example").startsWith("250 "));
            assertTrue(bench.annas().startsWith(Screening.SET_ASIDE + ": Eicar??X-Forged: 1\r\nReceived: "),
                    bench.annas());
            StoredMail mail = bench.mails(MilterBench.ANNA).getFirst();
            assertEquals(MailClass.ACCOUNT, mail.mailClass(), "B10: never pushed");
            assertEquals(2, mail.recipients().size(), "one copy, though it was for the host and for the account");
            assertEquals("Eicar??X-Forged: 1", bench.journal.of("set-aside").getFirst().fields().get("reason"));
            assertEquals(1, bench.journal.counted(FilterCounter.SET_ASIDE));
        }
    }

    @Test
    void whatIsForTheProgramIsNotShown() throws IOException {
        try (ScriptedMilter milter = ScriptedMilter.onTcp().at('E', ScriptedMilter.packet('r', ""));
                MilterBench bench = MilterBench.with(folder, milter)) {
            assertTrue(bench.send(MESSAGE, "t-1@probe.example").startsWith("250 "), "a probe came back: no spam");
            assertEquals(List.of(), milter.heard());
        }
    }

    @Test
    void oneReplySpeaksForAllSoMixedMailIsSetAsideWhereItWouldBeRefused() throws IOException {
        try (ScriptedMilter milter = ScriptedMilter.onTcp().at('E', ScriptedMilter.packet('r', ""));
                MilterBench bench = MilterBench.with(folder, milter)) {
            assertTrue(bench.send(MESSAGE, "t-1@probe.example", "anna@customer.example").startsWith("250 "));
            assertEquals(List.of("<anna@customer.example>\0"), milter.heard('R'), "the program's is not shown");
            assertEquals(MailClass.ACCOUNT, bench.mails(MilterBench.ANNA).getFirst().mailClass());
            StoredMail probe = bench.mails(SystemMailbox.COLLECTOR).getFirst();
            assertTrue(bench.read(probe).startsWith("Received: "), "nothing on top of the program's copy");
            assertTrue(bench.annas().startsWith(Screening.SET_ASIDE + ": refused, 550 5.7.1 "), bench.annas());
        }
    }

    @Test
    void eachCustomerGetsWhatTheFilterAdded() throws IOException {
        try (ScriptedMilter milter =
                        ScriptedMilter.onTcp().at('E', ScriptedMilter.add("X-Spam", "Yes") + ScriptedMilter.GO_ON);
                MilterBench bench = MilterBench.with(folder, milter)) {
            String said = bench.send(MESSAGE, "anna@customer.example", "bert@customer.example");
            List<StoredMail> both = new ArrayList<>(bench.mails(MilterBench.ANNA));
            both.addAll(bench.mails(new Mailbox.Account("bert")));
            assertEquals(2, both.size());
            for (StoredMail mail : both) {
                assertEquals(MailClass.PUSH, mail.mailClass());
                assertTrue(bench.read(mail).contains("\r\nX-Spam: Yes\r\nSubject: tea\r\n"), bench.read(mail));
            }
            String id = both.getFirst().id();
            assertEquals("250 2.0.0 Kept as " + id, said);
            assertTrue(bench.read(both.getFirst()).contains("id " + id), "the trace line names it");
        }
    }

    @Test
    void theSecondSeesWhatTheFirstAddedAndMayStillRefuse() throws IOException {
        try (ScriptedMilter first = ScriptedMilter.onTcp().at('E', ScriptedMilter.add("X-One", "1")
                        + ScriptedMilter.packet('q', "perhaps\0") + ScriptedMilter.packet('a', ""));
                ScriptedMilter second = ScriptedMilter.onUnix(folder.resolve("second.sock"))
                        .at('E', ScriptedMilter.change(1, "x-one", "2") + ScriptedMilter.GO_ON);
                MilterBench bench = MilterBench.with(folder.resolve("mail"), first, second)) {
            assertTrue(bench.send(MESSAGE).startsWith("250 "));
            assertEquals(List.of("X-One\0" + "1\0", "Subject\0tea\0"), second.heard('L'));
            assertTrue(bench.annas().startsWith(Screening.SET_ASIDE + ": perhaps\r\nReceived: "));
            assertTrue(bench.annas().contains("\r\nx-one: 2\r\nSubject: tea\r\n"), bench.annas());

            second.at('E', ScriptedMilter.packet('r', ""));
            assertTrue(bench.send(MESSAGE).startsWith("550 "));
        }
    }
}
