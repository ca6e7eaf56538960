// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Hostile;

class HostileTest {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void anEndlessBannerHasNoLastLine() throws Exception {
        try (var server = server(Hostile.ENDLESS_BANNER); var client = new RawClient(server.address())) {
            var line = new StringBuilder();
            for (int i = 0; i < MEBIBYTE; i++) {
                int next = client.read();
                line.append((char) next);
                if (next == '\n') {
                    assertEquals("220-", line.substring(0, 4));
                    line.setLength(0);
                }
            }
        }
    }

    @Test
    void aHugeLineHasTheLengthThatWasAskedFor() throws Exception {
        try (var server = server(Hostile.hugeReplyLine(MEBIBYTE)); var client = new RawClient(server.address())) {
            client.hear();
            client.say("EHLO x.example");
            int bytes = 1;
            while (client.read() != '\n') {
                bytes++;
            }
            assertEquals(MEBIBYTE, bytes);
            assertEquals("250", client.code("NOOP"));
        }
    }

    @Test
    void theHugeLineOfTheCatalogueIsStreamed() throws Exception {
        try (var server = server(Hostile.HUGE_REPLY_LINE); var client = new RawClient(server.address())) {
            client.hear();
            client.say("EHLO x.example");
            for (int i = 0; i < 8 * MEBIBYTE; i++) {
                assertTrue(client.read() != '\n', "the line goes on");
            }
        }
    }

    @Test
    void aDribblerPausesBeforeEachByte() throws Exception {
        Duration pause = Duration.ofMillis(5);
        long begun = System.nanoTime();
        try (SimulatedMailServer server = server(Hostile.dribble(pause, Behaviours.CLOSED));
                var client = new RawClient(server.address())) {
            int bytes = client.hear().length() + 2;
            assertTrue(System.nanoTime() - begun >= bytes * pause.toNanos(), "too quick for a dribbler");
            assertEquals("250", client.code("HELO x.example"), "and it is a server like another");
        }
    }

    @Test
    void escapeCodesAreInBannerAndRepliesAndMadeVisibleInTheDialogue() throws Exception {
        try (var server = server(Hostile.escapeCodes(Behaviours.OPEN)); var client = new RawClient(server.address())) {
            for (String reply : List.of(client.hear(), client.ask("HELO x.example"), client.ask("MAIL FROM:<>"))) {
                for (String poison : List.of("\u001b[31m", "\u0000", "<script>", "\u202e", "\u2066")) {
                    assertTrue(reply.contains(poison), reply);
                }
            }
            assertEquals("250", client.code("RCPT TO:<tok@c.example>"), "an open relay all the same");
            String shown = String.join("\n", server.dialogues().getFirst().lines());
            assertTrue(shown.contains("\\u001b[31m") && shown.contains("\\u0000") && shown.contains("\\u202e"), shown);
            assertTrue(shown.chars().noneMatch(c -> c < ' ' && c != '\n'), shown);
        }
    }

    @Test
    void aSilentServerTakesTheConnectionAndSaysNothing() throws Exception {
        try (SimulatedMailServer server = server(Behaviours.SILENT); var client = new RawClient(server.address())) {
            client.say("EHLO x.example");
            client.patience(Duration.ofMillis(200));
            assertThrows(SocketTimeoutException.class, client::hear);
        }
    }

    @Test
    void deadIsRefusedAndKeepsItsPortForWhenItLives() throws Exception {
        try (SimulatedMailServer server = server(Behaviours.DEAD)) {
            var address = server.address();
            assertThrows(ConnectException.class, () -> new RawClient(address).close());
            server.become(Behaviours.CLOSED);
            assertEquals(address, server.address());
            try (RawClient client = RawClient.greeted(address)) {
                server.become(Behaviours.DEAD);
                assertEquals(-1, client.read(), "who talked to it is cut off");
            }
            assertThrows(ConnectException.class, () -> new RawClient(address).close());
        }
    }

    @Test
    void closeEndsEveryConversationWithinASecond() throws Exception {
        List<Behaviour> behaviours = List.of(Behaviours.CLOSED, Behaviours.SILENT, Behaviours.DEAD,
                Hostile.ENDLESS_BANNER, Hostile.HUGE_REPLY_LINE, Hostile.dribble(Duration.ofHours(1), Behaviours.OPEN));
        for (Behaviour behaviour : behaviours) {
            SimulatedMailServer server = server(behaviour);
            RawClient client = behaviour == Behaviours.DEAD ? null : new RawClient(server.address());
            if (client != null) {
                client.say("EHLO x.example");
            }
            long begun = System.nanoTime();
            server.close();  // throws when a thread is left
            assertTrue(System.nanoTime() - begun < Duration.ofSeconds(1).toNanos(), behaviour.name());
            assertFreed(server);
            if (client != null) {
                client.close();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (SimulatedMailServer first = server(Behaviours.CLOSED)) {
            int port = first.address().getPort();
            var second = SimulatedMailServer.named("late.example").at("127.0.7.6").port(port);
            var taken = assertThrows(UncheckedIOException.class, second::start);
            assertTrue(taken.getMessage().contains("127.0.7.6:" + port + ": cannot listen here"), taken.getMessage());
        }
    }

    /** At once as a rule; the system may hold a closed port for an instant while one of its threads looks at it. */
    private static void assertFreed(SimulatedMailServer server) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        while (true) {
            try {
                new RawClient(server.address()).close();
                assertTrue(System.nanoTime() < end, () -> server + " still takes connections");
            } catch (ConnectException refused) {
                return;
            }
        }
    }

    private static SimulatedMailServer server(Behaviour behaviour) {
        return SimulatedMailServer.named("mail.t.example")
                .at("127.0.7.6")
                .serving("t.example")
                .behaving(behaviour)
                .start();
    }
}
