// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smarthost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.smarthost.DoorBench.HERE;
import static org.relaywarden.bsmtp.smarthost.DoorBench.recipient;
import static org.relaywarden.bsmtp.smarthost.DoorBench.send;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.doubles.RawClient;
import org.relaywarden.bsmtp.doubles.RelayForms;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.Submission;

/** B17 on the wire: who may send into the world by us, and who may not. */
@Timeout(60)
class SmarthostDoorTest {

    private static final String FAR = "bob@far.example";

    @AutoClose
    private DoorBench bench;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        bench = new DoorBench(folder);
    }

    /** We must not be what we look for in others. */
    @ParameterizedTest(name = "{0}: MAIL FROM:{2} RCPT TO:{3}")
    @MethodSource("org.relaywarden.bsmtp.doubles.RelayForms#all")
    void aStrangerRelaysNothing(String test, String greeting, String sender, String recipient) throws Exception {
        try (RawClient client = bench.greeted()) {
            RelayForms.assertRefused(client, test, greeting + " smtp.isp.example", sender, recipient);
        }
        assertEquals(0, bench.outbound().size());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            bob@far.example        | 530 5.7.0 | the world
            x@anna.example         | 530 5.7.0 | the world's mail for customers comes in by another door
            anna@isp.example       | 530 5.7.0 | account mail too
            t@collector.example    | 530 5.7.0 | and probes
            postmaster@isp.example | 250 2.1.5 | who is refused must be able to ask why (RFC 5321 section 4.5.1)
            Abuse@isp.example      | 250 2.1.5 | RFC 2142
            """)
    void aStrangerIsToldToLogIn(String address, String reply, String why) throws Exception {
        try (RawClient client = bench.greeted()) {
            assertEquals(reply, recipient(client, address).substring(0, 9), why);
        }
        try (RawClient client = bench.secured()) {
            assertEquals(reply, recipient(client, address).substring(0, 9), "TLS alone proves nothing");
        }
    }

    @Test
    void theWordsSayWhatToDo() throws Exception {
        try (RawClient client = bench.greeted()) {
            String words = recipient(client, FAR);
            assertTrue(words.contains("587") && words.contains("login and password"), words);
        }
    }

    @Test
    void ourNetworkSendsAnywhere() throws Exception {
        bench.onNet = true;
        try (RawClient client = bench.greeted()) {
            send(client, FAR);
        }
        StoredMail mail = bench.outbound().getFirst();
        assertEquals(Optional.of(new Submission(Submission.Ground.NETWORK, "")), mail.envelope().submission());
        assertEquals(Optional.of(HERE), mail.envelope().peer());
        assertTrue(bench.read(mail).contains("with ESMTP id "), "the trace line says how it came");
    }

    @ParameterizedTest(name = "smarthost: {0}, line {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            true  | ADSL      | 250 | the books say that it sends by us
            true  | DIAL_UP   | 250 | the same
            false | ADSL      | 530 | they say that it does not
            true  | ELSEWHERE | 530 | B17: another provider's line is not our network
            """)
    void theBooksKnowAFixedAddress(boolean uses, Line line, String reply, String why) throws Exception {
        bench.customers.withSmarthost("anna", HERE, uses, line);
        try (RawClient client = bench.greeted()) {
            assertEquals(reply, recipient(client, FAR).substring(0, 3), why);
            if (reply.equals("250")) {
                send(client, FAR);
                assertEquals(Optional.of(new Submission(Submission.Ground.NETWORK, "anna")),
                        bench.outbound().getFirst().envelope().submission());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"sus, is suspended", "gone, has ended", "s, is suspended", "G@ISP.example, has ended"})
    void whoseSubscriptionIsNotActiveSendsNothing(String login, String words) throws Exception {
        try (RawClient client = bench.loggedIn(login)) {
            refusedInWords(recipient(client, FAR), words);
            refusedInWords(recipient(client, "x@anna.example"), words);
        }
        bench.onNet = true;
        String name = bench.customers.byMailbox(login.split("@")[0]).orElseThrow().login();
        bench.customers.withSmarthost(name, HERE, true, Line.ADSL);
        try (RawClient client = bench.greeted()) {
            refusedInWords(recipient(client, FAR), words);
        }
    }

    private static void refusedInWords(String reply, String words) {
        assertTrue(reply.startsWith("550 5.7.1 ") && reply.contains(words), reply);
    }

    @Test
    void whoLoggedInSendsAnywhereAndHowIsWrittenDown() throws Exception {
        try (RawClient client = bench.loggedIn("Anna@ISP.example")) {
            send(client, FAR);
        }
        StoredMail mail = bench.outbound().getFirst();
        assertEquals(Optional.of(new Submission(Submission.Ground.AUTH, "anna")), mail.envelope().submission());
        assertTrue(mail.envelope().tls().startsWith("TLSv1.3"), mail.envelope().tls());
        String text = bench.read(mail);
        assertTrue(text.contains("with ESMTPSA (TLSv1.3"), text);
        assertFalse(text.contains("anna"), "the world need not know the login: " + text);
    }

    /** B8 and B1: it goes the way that mail from the world goes, and is known to come from one of ours. */
    @Test
    void mailForACustomerGoesToItsMailboxAtOnce() throws Exception {
        try (RawClient client = bench.loggedIn("anna")) {
            send(client, "x@anna.example");
            assertEquals("550 5.1.1", recipient(client, "nobody@isp.example").substring(0, 9));
            assertEquals("550 5.2.1", recipient(client, "x@suspended.example").substring(0, 9));
            assertEquals("550 5.7.1", recipient(client, "x%far.example@anna.example").substring(0, 9));
            assertEquals("250", recipient(client, "x@ended.example").substring(0, 3), "the world's again");
            send(client, "t@collector.example");
            assertEquals("550 5.1.2", recipient(client, "x@[192.0.2.1]").substring(0, 9));
        }
        StoredMail mail = bench.of("anna").getFirst();
        assertEquals(MailClass.PUSH, mail.mailClass());
        assertEquals("anna", mail.envelope().submission().orElseThrow().login());
        assertEquals(1, bench.outbound().size(), "a probe is handed in by us, and not by whoever sent it here");
    }

    /** Who is a customer is not known then: nobody is refused for good, and nobody taken for one. */
    @Test
    void whileTheBooksAreAwayMailIsPutOff() throws Exception {
        bench.customers.closed(true);
        try (RawClient client = bench.greeted()) {
            assertEquals("451 4.3.0", client.say("MAIL FROM:<ann@anna.example>").substring(0, 9));
        }
    }

    /** One broken host can't flood: five an hour are its share here, and come back evenly. */
    @Test
    void aSenderHasSoManyRecipientsInAnHour() throws Exception {
        try (RawClient anna = bench.loggedIn("anna"); RawClient bert = bench.loggedIn("bert")) {
            anna.say("MAIL FROM:<ann@anna.example>");
            for (int i = 0; i < 5; i++) {
                assertTrue(anna.say("RCPT TO:<b" + i + "@far.example>").startsWith("250"));
            }
            String words = anna.say("RCPT TO:<b5@far.example>");
            assertTrue(words.startsWith("452 4.7.1 ") && words.contains("hour"), words);
            assertTrue(anna.say("RCPT TO:<nobody@isp.example>").startsWith("550"), "what is refused costs nothing");
            assertTrue(recipient(bert, FAR).startsWith("250"), "another's share is its own");
            bench.clock.advance(Duration.ofMinutes(12));
            assertTrue(anna.say("RCPT TO:<b5@far.example>").startsWith("250"));
            assertTrue(anna.say("RCPT TO:<b6@far.example>").startsWith("452"));
        }
        assertEquals(2, bench.journal.counted(SmarthostCounter.TOO_MUCH));
    }
}
