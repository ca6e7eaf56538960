// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.testbed.simulated.behaviour.Reply;

class MailSinkTest {
    private final MailSink sink = new MailSink("127.0.7.7", 0);

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void keepsEnvelopeAndEveryByte() throws Exception {
        try (RawClient client = RawClient.greeted(sink.address())) {
            client.ask("MAIL FROM:<>");
            client.ask("RCPT TO:<\"odd one\"@a.example>");
            client.ask("RCPT TO:<second%b@c.example>");
            client.ask("DATA");
            assertEquals("250", client.code("\u00e9\u0000\r\n..dot\r\n."));
        }
        ReceivedMail mail = sink.await(1, Duration.ofSeconds(10));
        assertEquals("", mail.sender());
        assertEquals("relaytest-1.isp.example", mail.helloName());
        assertEquals(List.of("\"odd one\"@a.example", "second%b@c.example"), mail.recipients());
        assertArrayEquals("\u00e9\u0000\r\n.dot\r\n".getBytes(StandardCharsets.ISO_8859_1), mail.bytes());
    }

    @ParameterizedTest(name = "refusing at {0}: {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        CONNECT | 451 503 503 503 503     | the banner refuses
        HELLO   | 220 451 503 503 503     | without a greeting nothing goes
        MAIL    | 220 250 451 503 503     | the sender is refused
        RCPT    | 220 250 250 451 554     | the recipient is refused
        DATA    | 220 250 250 250 451     | no message is asked for
        MESSAGE | 220 250 250 250 354 451 | the message is refused after its last line
        """)
    void refusesWhereItIsTold(MailSink.Step step, String codes, String reason) throws Exception {
        sink.refuse(step, Reply.of(451, "4.3.0 Later"));
        assertEquals(codes, conversation(), reason);
        assertEquals(List.of(), sink.received());
        sink.refuseNothing();
        assertEquals("220 250 250 250 354 250", conversation());
        assertEquals(1, sink.received().size());
    }

    @Test
    void aRefusalThatRefusesNothingIsAMistakeOfTheTest() {
        assertThrows(IllegalArgumentException.class, () -> sink.refuse(MailSink.Step.RCPT, Reply.of(250, "Ok")));
    }

    @Test
    void waitingHasAnEndAndSaysWhatWasMissing() {
        var late = assertThrows(IllegalStateException.class, () -> sink.await(1, Duration.ofMillis(1)));
        assertTrue(late.getMessage().contains("0 of 1 mails arrived within PT0.001S"), late.getMessage());
    }

    private String conversation() throws Exception {
        try (var client = new RawClient(sink.address())) {
            var codes = new StringJoiner(" ").add(client.hear().substring(0, 3));
            for (String command : List.of("EHLO x.example", "MAIL FROM:<>", "RCPT TO:<c@d.example>", "DATA")) {
                codes.add(client.code(command));
            }
            if (codes.toString().endsWith("354")) {
                codes.add(client.code("hello\r\n."));
            }
            return codes.toString();
        }
    }
}
