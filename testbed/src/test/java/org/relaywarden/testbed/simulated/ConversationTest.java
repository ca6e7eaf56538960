// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;

/** At which step each behaviour says no, and that the server keeps to the order of RFC 5321. */
class ConversationTest {

    /** Codes of: banner, EHLO, MAIL, RCPT postmaster, RCPT a stranger, DATA, final dot when DATA got 354. */
    @ParameterizedTest(name = "{0}: {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        CLOSED             | 220 250 250 250 550 354 250 | the control gets through, the stranger does not
        CLOSED_454         | 220 250 250 250 454 354 250 | a 454 is a refusal here, for K0 gets through beside it
        OPEN               | 220 250 250 250 250 354 250 | all is taken
        TAKES_AND_DROPS    | 220 250 250 250 250 354 250 | looks like OPEN to whoever does not wait for a return
        ACCEPT_THEN_BOUNCE | 220 250 250 250 250 354 250 | looks like OPEN too
        DEFERS_ALL         | 220 250 250 451 451 554     | K0 refused alike: it is out of order, not closed
        REFUSES_SENDER     | 220 250 550 503 503 503     | RCPT is never heard: masked, not closed
        REFUSES_CLIENT     | 554 503 503 503 503 503     | RFC 5321 section 3.1: after 554 all but QUIT gets 503
        REFUSES_AFTER_DATA | 220 250 250 250 250 354 554 | a 250 at RCPT that is worth nothing
        REQUIRES_AUTH      | 220 250 530 503 503 503     | nothing goes without a login
        HELO_ONLY_OPEN     | 220 502 503 503 503 503     | whoever tries EHLO only, learns nothing (H1)
        """)
    void behaviourSaysNoAtItsStep(String name, String codes, String reason) throws Exception {
        try (SimulatedMailServer server = server((Behaviour) Behaviours.class.getField(name).get(null));
                var client = new RawClient(server.address())) {
            var said = new StringJoiner(" ").add(client.hear().substring(0, 3));
            for (String command : List.of("EHLO x.example", "MAIL FROM:<b@s.example>", "RCPT TO:<postmaster@t.example>",
                    "RCPT TO:<tok@c.example>", "DATA")) {
                said.add(client.code(command));
            }
            if (said.toString().endsWith("354")) {
                said.add(client.code("Subject: probe\r\n\r\nhello\r\n."));
            }
            assertEquals(codes, said.toString(), reason);
            assertEquals("221", client.code("QUIT"));
            assertEquals(-1, client.read(), "after QUIT the server hangs up");
        }
    }

    @ParameterizedTest(name = "after {0}, {1} gets {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        NOOP                            | MAIL FROM:<a@b>                  | 503 | no greeting yet (H6)
        EHLO x                          | RCPT TO:<postmaster>             | 503 | no sender yet
        EHLO x                          | DATA                             | 503 | no sender yet
        EHLO x;MAIL FROM:<a@b>          | MAIL FROM:<a@b>                  | 503 | one mail at a time
        EHLO x;MAIL FROM:<a@b>          | DATA                             | 554 | no recipient yet
        EHLO x;MAIL FROM:<a@b>;RSET     | MAIL FROM:<a@b>                  | 250 | RSET makes room
        EHLO x;MAIL FROM:<a@b>;EHLO x   | MAIL FROM:<a@b>                  | 250 | so does EHLO
        EHLO x                          | mail from: a@b                   | 250 | lenient: S15
        EHLO x                          | MAIL FROM:<a@b                   | 501 | the bracket never closes
        EHLO x                          | MAIL FROM                        | 501 | no address
        EHLO x                          | MAIL FROM:<"a>b"@c> SIZE=1       | 250 | a bracket in quotes closes nothing
        EHLO x;MAIL FROM:<a@b>          | RCPT TO:<>                       | 501 | nobody is no recipient
        NOOP                            | EHLO                             | 501 | a greeting needs a name
        NOOP                            | STARTTLS                         | 502 | not offered
        NOOP                            | AUTH PLAIN AGEAYg==              | 535 | nobody has an account
        """)
    void commandsHaveAnOrderAndAForm(String before, String command, String code, String reason) throws Exception {
        try (SimulatedMailServer server = server(Behaviours.CLOSED); var client = new RawClient(server.address())) {
            client.hear();
            for (String first : before.split(";")) {
                client.ask(first);
            }
            assertEquals(code, client.code(command), reason);
        }
    }

    @Test
    void pipelinedCommandsAreAnsweredInTheirOrder() throws Exception {
        try (SimulatedMailServer server = server(Behaviours.CLOSED); var client = RawClient.greeted(server.address())) {
            client.say("MAIL FROM:<a@b.example>\r\nRCPT TO:<tok@c.example>\r\nRCPT TO:<postmaster@t.example>\r\nQUIT");
            for (String code : List.of("250", "550", "250", "221")) {
                assertEquals(code, client.hear().substring(0, 3));
            }
        }
    }

    @Test
    void onlyADotBetweenTwoCrlfEndsAMessage() throws Exception {
        try (SimulatedMailServer server = server(Behaviours.CLOSED); var client = RawClient.greeted(server.address())) {
            String smuggled = "one\n.\nMAIL FROM:<smuggler@b.example>\r\n.\ntwo\r\n\n.\r\nthree";
            assertEquals("250", client.send("a@b.example", "postmaster@t.example", smuggled).substring(0, 3));
            assertEquals(1, server.received().size());
            assertTrue(server.received().getFirst().content().endsWith("two\r\n\n.\r\nthree\r\n"));
            assertEquals(1, lines(server).filter(line -> line.startsWith("C: MAIL")).count());
        }
    }

    @Test
    void aMessageBeyondTheBoundIsRefusedWholeAndTheConversationGoesOn() throws Exception {
        try (SimulatedMailServer server = server(Behaviours.CLOSED); var client = RawClient.greeted(server.address())) {
            String tooBig = ("x".repeat(998) + "\r\n").repeat((10 << 20) / 1000 + 1);
            assertEquals("552", client.send("a@b.example", "postmaster@t.example", tooBig).substring(0, 3));
            assertEquals("250", client.send("a@b.example", "postmaster@t.example", "small").substring(0, 3));
            assertEquals(1, server.received().size());
        }
    }

    @Test
    void aLineBeyondTheBoundIsCutAndTheConversationGoesOn() throws Exception {
        try (SimulatedMailServer server = server(Behaviours.CLOSED); var client = RawClient.greeted(server.address())) {
            assertEquals("502", client.code("X".repeat(1 << 20)));
            assertEquals("250", client.code("NOOP"));
            assertTrue(lines(server).allMatch(l -> l.length() <= Wire.LINE_BYTES_MAX + 3));
        }
    }

    private static Stream<String> lines(SimulatedMailServer server) {
        return server.dialogues().getFirst().lines().stream();
    }

    private static SimulatedMailServer server(Behaviour behaviour) {
        return SimulatedMailServer.named("mail.t.example")
                .at("127.0.7.2")
                .serving("t.example")
                .behaving(behaviour)
                .start();
    }
}
