// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.testbed.TurnableClock;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;

class GreylistingTest {

    /** First b@s.example to tok@c.example at minute 0, then the second attempt. */
    @ParameterizedTest(name = "over {0}, after {1} min <{2}> to <{3}> gets {4}: {5}")
    @CsvSource(delimiter = '|', textBlock = """
        OPEN   | 6 | b@s.example  | tok@c.example          | 250 | the same triplet after the delay: now it relays
        CLOSED | 6 | b@s.example  | tok@c.example          | 550 | the same triplet after the delay: now it refuses
        OPEN   | 4 | b@s.example  | tok@c.example          | 450 | too early
        OPEN   | 6 | b2@s.example | tok@c.example          | 450 | another sender begins anew
        OPEN   | 6 | b@s.example  | tok2@c.example         | 450 | another recipient begins anew
        CLOSED | 0 | b@s.example  | postmaster@t.example   | 250 | Postgrey lets postmaster in, so K0 works
        """)
    void aTripletMustComeBack(String over, int minutes, String sender, String recipient, String code, String reason)
            throws Exception {
        var clock = new TurnableClock(Instant.parse("2026-03-01T08:00:00Z"));
        Behaviour inner = (Behaviour) Behaviours.class.getField(over).get(null);
        try (SimulatedMailServer server = SimulatedMailServer.named("mail.t.example")
                .at("127.0.7.3")
                .serving("t.example")
                .behaving(Behaviours.greylisting(clock, Duration.ofMinutes(5), inner))
                .start()) {
            assertEquals("450", attempt(server, "b@s.example", "tok@c.example"));
            clock.advance(Duration.ofMinutes(minutes));
            assertEquals(code, attempt(server, sender, recipient), reason);
        }
    }

    private static String attempt(SimulatedMailServer server, String sender, String recipient) throws Exception {
        try (RawClient client = RawClient.greeted(server.address())) {
            client.ask("MAIL FROM:<" + sender + ">");
            return client.code("RCPT TO:<" + recipient + ">");
        }
    }
}
