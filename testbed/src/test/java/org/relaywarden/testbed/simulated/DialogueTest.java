// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.relaywarden.testbed.TurnableClock;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;

/** The server's own record, by which a caller's manners are judged. */
class DialogueTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    @Test
    void tellsRefusalsResetsAndWhetherTheCallerTookLeave() throws Exception {
        try (SimulatedMailServer server = server(Behaviours.CLOSED)) {
            try (var client = new RawClient(server.address())) {
                client.hear();
                client.ask("HELO x.example");
                client.ask("MAIL FROM:<b@s.example>");
                client.ask("RCPT TO:<tok@c.example>");
                client.ask("RSET");
                client.ask("MAIL FROM:<>");
                client.ask("RCPT TO:<tok@c.example>");
                client.ask("QUIT");
            }
            Dialogue dialogue = server.dialogues().getFirst();
            assertEquals(2, dialogue.refusals());
            assertEquals(1, dialogue.resets());
            assertTrue(dialogue.quit());
            assertEquals(NOW, dialogue.begunAt());
            assertEquals("127.0.0.1", dialogue.client().getAddress().getHostAddress());
            assertEquals(List.of("S: 220 mail.t.example ESMTP Postfix", "C: HELO x.example", "S: 250 mail.t.example",
                    "C: MAIL FROM:<b@s.example>", "S: 250 2.1.0 Ok",
                    "C: RCPT TO:<tok@c.example>", "S: 550 5.7.1 Relaying denied",
                    "C: RSET", "S: 250 2.0.0 Ok",
                    "C: MAIL FROM:<>", "S: 250 2.1.0 Ok",
                    "C: RCPT TO:<tok@c.example>", "S: 550 5.7.1 Relaying denied",
                    "C: QUIT", "S: 221 2.0.0 Bye"), dialogue.lines());
        }
    }

    @Test
    void countsConnectionsAtOnce() throws Exception {
        try (SimulatedMailServer server = server(Behaviours.CLOSED);
                RawClient first = RawClient.greeted(server.address());
                RawClient second = RawClient.greeted(server.address())) {
            assertEquals("250", first.code("NOOP"));
            assertEquals("250", second.code("NOOP"));
            assertEquals(List.of(1, 2), server.dialogues().stream().map(Dialogue::connectionsAtOnce).toList());
            assertEquals(List.of(1, 2), server.dialogues().stream().map(Dialogue::number).toList());
        }
    }

    @Test
    void hangsUpWith421AfterSoManyRefusals() throws Exception {
        try (SimulatedMailServer server = server(Behaviours.dropsConnection(2, Behaviours.CLOSED));
                RawClient client = RawClient.greeted(server.address())) {
            client.ask("MAIL FROM:<b@s.example>");
            assertEquals("550", client.code("RCPT TO:<tok@c.example>"));
            assertEquals("250", client.code("RCPT TO:<postmaster@t.example>"), "what is taken does not count");
            assertEquals("550", client.code("RCPT TO:<tok@c.example>"));
            assertEquals("421", client.hear().substring(0, 3));
            assertEquals(-1, client.read());
        }
    }

    @Test
    void whoTalksWhileTheServerMendsHearsTheOldAnswersToTheEnd() throws Exception {
        try (SimulatedMailServer server = server(Behaviours.OPEN);
                RawClient before = RawClient.greeted(server.address())) {
            server.become(Behaviours.CLOSED);
            before.ask("MAIL FROM:<b@s.example>");
            assertEquals("250", before.code("RCPT TO:<tok@c.example>"));
            try (RawClient after = RawClient.greeted(server.address())) {
                after.ask("MAIL FROM:<b@s.example>");
                assertEquals("550", after.code("RCPT TO:<tok@c.example>"));
            }
        }
    }

    private static SimulatedMailServer server(Behaviour behaviour) {
        return SimulatedMailServer.named("mail.t.example").at("127.0.7.8").serving("t.example").product("ESMTP Postfix")
                .clock(new TurnableClock(NOW)).behaving(behaviour).start();
    }
}
