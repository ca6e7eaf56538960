// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.PassesOneOn;

/**
 * Who relays what: the truth about each behaviour, which scanner tests rely on. T is the server's domain, C the
 * collector's.
 */
class RelayingTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final MailSink collector = new MailSink();

    @AfterEach
    void close() {
        collector.close();
    }

    @ParameterizedTest(name = "{0}: from <{1}> to <{2}>: {3}, {4}: {5}")
    @CsvSource(delimiter = '|', textBlock = """
        CLOSED          | b@s.test       | tok@c.test                    | 550 | -      | S1
        CLOSED          | b@s.test       | postmaster@t.test             | 250 | local  | K0: the control works
        CLOSED          | b@s.test       | Postmaster                    | 250 | local  | RFC 5321 4.1.1.3
        CLOSED          | b@s.test       | nobody@t.test                 | 550 | -      | K1: knows its users
        CLOSED          | b@s.test       | ann@mail.t.test               | 250 | local  | its name is a domain too
        CLOSED          | me@t.test      | tok@c.test                    | 550 | -      | S3
        CLOSED          | b@s.test       | tok%c.test@t.test             | 550 | -      | R1
        CLOSED          | b@s.test       | c.test!tok                    | 550 | -      | R13
        CLOSED          | b@s.test       | "tok@c.test"@t.test           | 550 | -      | R8
        CLOSED          | b@s.test       | @t.test:tok@c.test            | 550 | -      | R10
        CLOSED          | b@s.test       | @t.test:postmaster@t.test     | 250 | local  | RFC 5321 appendix C
        CLOSED_454      | b@s.test       | tok@c.test                    | 454 | -      | S1 as stock Postfix says
        CLOSED_454      | b@s.test       | tok%c.test@t.test             | 454 | -      | R1 as stock Postfix says
        CLOSED_454      | b@s.test       | postmaster@t.test             | 250 | local  | K0 tells it from greylisting
        OPEN            | b@s.test       | tok@c.test                    | 250 | onward | S1
        OPEN            |                | tok@c.test                    | 250 | onward | S2
        OPEN            | b@s.test       | tok%c.test@t.test             | 250 | onward | R1
        OPEN            | b@s.test       | tok%c.test@[127.0.7.1]        | 250 | onward | R2
        OPEN            | b@s.test       | tok%c.test                    | 250 | onward | R4
        OPEN            | b@s.test       | "tok@c.test"                  | 250 | onward | R5
        OPEN            | b@s.test       | tok@c.test@t.test             | 250 | onward | R6
        OPEN            | b@s.test       | "tok@c.test"@t.test           | 250 | onward | R8
        OPEN            | b@s.test       | @t.test:tok@c.test            | 250 | onward | R10
        OPEN            | b@s.test       | c.test!tok                    | 250 | onward | R13
        OPEN            | b@s.test       | c.test!tok@t.test             | 250 | onward | R14
        OPEN            | b@s.test       | tok%c.test%t.test@t.test      | 250 | onward | R16: layer after layer
        OPEN            | b@s.test       | tok@c.test.                   | 250 | onward | R18: the same domain
        OPEN            | b@s.test       | nobody@t.test                 | 550 | -      | K1: it knows its users
        SENDER_TRUSTING | b@s.test       | tok@c.test                    | 550 | -      | S1: strangers stay out
        SENDER_TRUSTING | me@t.test      | tok@c.test                    | 250 | onward | S3
        SENDER_TRUSTING | me@mail.t.test | tok@c.test                    | 250 | onward | S3 with the banner's name
        SENDER_TRUSTING | me             | tok@c.test                    | 250 | onward | S9: gets its own domain
        SENDER_TRUSTING |                | tok@c.test                    | 550 | -      | S2: it is of no domain
        SENDER_TRUSTING | me@t.test      | tok%c.test@t.test             | 550 | -      | R1: knows no tricks
        PERCENT_HACK    | b@s.test       | tok@c.test                    | 550 | -      | S1
        PERCENT_HACK    | me@t.test      | tok@c.test                    | 550 | -      | S3
        PERCENT_HACK    | b@s.test       | tok%c.test@t.test             | 250 | onward | R1
        PERCENT_HACK    | b@s.test       | tok%c.test@[127.0.7.1]        | 250 | onward | R2
        PERCENT_HACK    | b@s.test       | tok%c.test                    | 550 | -      | R4: only under its own domain
        PERCENT_HACK    | b@s.test       | c.test!tok@t.test             | 550 | -      | R14: no other operator
        PERCENT_HACK    | b@s.test       | "tok@c.test"@t.test           | 550 | -      | R8: no other operator
        PERCENT_HACK    | b@s.test       | tok%t.test@c.test             | 550 | -      | the last domain decides
        NULL_SENDER     |                | tok@c.test                    | 250 | onward | S2
        NULL_SENDER     | b@s.test       | tok@c.test                    | 550 | -      | S1
        NULL_SENDER     |                | tok%c.test@t.test             | 550 | -      | R1: no tricks
        TAKES_AND_DROPS | b@s.test       | tok@c.test                    | 250 | -      | accepted is not relayed
        TAKES_AND_DROPS | b@s.test       | postmaster@t.test             | 250 | -      | throws away all alike
        CATCH_ALL       | b@s.test       | tok@c.test                    | 550 | -      | S1
        CATCH_ALL       | b@s.test       | nobody@t.test                 | 250 | local  | K1: takes every local part
        CATCH_ALL       | b@s.test       | tok%c.test@t.test             | 250 | local  | R1: local, no relay
        HELO_ONLY_OPEN  | b@s.test       | tok@c.test                    | 250 | onward | H1
        DEFERS_ALL      | b@s.test       | postmaster@t.test             | 451 | -      | not even K0
        """)
    void behaviourDecides(
            String name, String sender, String recipient, String code, String arrival, String reason) throws Exception {
        try (SimulatedMailServer server = server(behaviour(name)); var client = new RawClient(server.address())) {
            client.hear();
            client.ask("HELO relaytest-1.isp.example");
            assertEquals("250", client.code("MAIL FROM:<" + (sender == null ? "" : sender) + ">"));
            assertEquals(code, client.code("RCPT TO:<" + recipient + ">"), reason);
            if (code.equals("250")) {
                assertEquals("354", client.code("DATA"));
                assertEquals("250", client.code("Subject: probe\r\n\r\nhello\r\n."));
            }
            // Before its 250 the server has put the mail where it belongs, so nothing is missed by not waiting.
            switch (arrival) {
                case "-" -> assertNothingLeft(server);
                case "local" -> {
                    assertEquals(List.of(recipient), server.received().getFirst().recipients());
                    assertEquals(0, server.waiting());
                    assertEquals(List.of(), collector.received());
                }
                default -> {
                    ReceivedMail arrived = collector.await(1, SOON);
                    assertEquals(List.of("tok@c.test"), arrived.recipients());
                    assertEquals(sender == null ? "" : sender, arrived.sender());
                    assertEquals("127.0.7.1", arrived.peer().getHostAddress(), "who handed it in");
                }
            }
        }
    }

    private void assertNothingLeft(SimulatedMailServer server) {
        assertEquals(0, server.waiting());
        assertEquals(List.of(), collector.received());
        assertEquals(List.of(), server.received());
    }

    @ParameterizedTest(name = "called from {0}: {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        127.0.7.9 | 250 | X6: a neighbour that it trusts
        127.0.0.1 | 550 | seen from outside it is closed
        """)
    void aServerThatTrustsItsNeighboursIsOpenToThemOnly(String from, String code, String reason) throws Exception {
        var neighbours = Set.of(InetAddress.ofLiteral("127.0.7.9"));
        try (SimulatedMailServer server = server(Behaviours.trustsClients(neighbours));
                var client = new RawClient(server.address(), from)) {
            client.hear();
            client.ask("EHLO neighbour.example");
            client.ask("MAIL FROM:<b@s.test>");
            assertEquals(code, client.code("RCPT TO:<tok@c.test>"), reason);
        }
    }

    @Test
    void oneThatPassesOneOnDoesWithAllElseWhatTheOtherOneDoes() throws Exception {
        var host = new PassesOneOn("NULL_SENDER_ALONE", Behaviours.TAKES_AND_DROPS, (mail, recipient) ->
                mail.sender().isNull() ? Optional.of(recipient) : Optional.empty());
        try (SimulatedMailServer server = server(host);
                RawClient client = RawClient.greeted(server.address())) {
            client.send("b@s.test", "tok@c.test", "dropped");
            assertNothingLeft(server);
            assertEquals(0, host.passedOn());

            client.send("", "tok@c.test", "passed on");
            assertEquals("", collector.await(1, SOON).sender());
            assertEquals(1, host.passedOn());
        }
    }

    @Test
    void whatGoesOnBearsATraceOfTheWay() throws Exception {
        try (SimulatedMailServer server = server(Behaviours.OPEN);
                RawClient client = RawClient.greeted(server.address())) {
            client.send("b@s.test", "tok@c.test", "a line\r\n..with a dot of its own");
            String content = collector.await(1, SOON).content();
            assertTrue(content.startsWith("Received: from relaytest-1.isp.example ([127.0.0.1])\r\n"
                    + "\tby mail.t.test with ESMTP id 00000001;\r\n"), content);
            assertTrue(content.endsWith("a line\r\n.with a dot of its own\r\n"), content);
            assertFalse(content.contains("\r\n.\r\n"));
        }
    }

    private SimulatedMailServer server(Behaviour behaviour) {
        return SimulatedMailServer.named("mail.t.test")
                .at("127.0.7.1")
                .serving("t.test")
                .users("ann")
                .behaving(behaviour)
                .onward(OnwardRoutes.allTo(collector.address()))
                .start();
    }

    private static Behaviour behaviour(String name) throws ReflectiveOperationException {
        return (Behaviour) Behaviours.class.getField(name).get(null);
    }
}
