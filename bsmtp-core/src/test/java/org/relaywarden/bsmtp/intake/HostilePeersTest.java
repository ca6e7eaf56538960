// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.intake.IntakeBench.ANNA;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.doubles.RawClient;
import org.relaywarden.bsmtp.net.NetCounter;

/** Peers that want to hold us up or fill us up: each is shed in time, and others are served meanwhile. */
@Timeout(120)
class HostilePeersTest {

    private static final Duration SOON = Duration.ofMillis(400);
    private static final Duration LATE = Duration.ofSeconds(60);

    @AutoClose
    private IntakeBench bench;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        bench = new IntakeBench(folder);
    }

    private void restart(SessionLimits limits) throws IOException {
        bench = bench.startAgain(IntakeBench.settings().withLimits(limits));
    }

    @Test
    void aCommandLineOfAMebibyte() throws Exception {
        try (RawClient client = bench.greeted()) {
            // Cut off on its way, perhaps: so much is not read to its end. The answer came before.
            client.sendWithoutReading("RCPT TO:<" + "x".repeat(1 << 20), 1);
            bench.servesOthers();
            assertTrue(client.reply().startsWith("500 5.5.2"));
        }
    }

    @Test
    void aTextLineOfAMebibyteIsReadToTheEndOfItsMail() throws Exception {
        try (RawClient client = bench.inData("x@anna.example")) {
            client.send("y".repeat(1 << 20));
            bench.servesOthers();
            assertTrue(client.send("\r\n.\r\n").reply().startsWith("550 5.6.0"));
            assertTrue(client.say("NOOP").startsWith("250 "), "no byte of it ran");
        }
    }

    /** B1: any local part, as many as one mail may name. */
    @Test
    void tenThousandRecipients() throws Exception {
        try (RawClient client = bench.greeted()) {
            client.say("MAIL FROM:<>");
            int taken = 0;
            int putOff = 0;
            String reply = "";
            for (int recipient = 0; recipient < 10_000 && !reply.startsWith("421 "); recipient++) {
                reply = client.say("RCPT TO:<r" + recipient + "@anna.example>");
                taken += reply.startsWith("250 ") ? 1 : 0;
                putOff += reply.startsWith("452 4.5.3") ? 1 : 0;
                if (recipient == 1_500) {
                    bench.servesOthers();
                }
            }
            assertEquals(1_000, taken, "RFC 5321 section 4.5.3.1.10");
            assertEquals(1_001, putOff, "who does not hear it a thousand times does not listen");
            assertTrue(reply.startsWith("421 4.7.0"), reply);
            assertEquals("", client.rest(), "and that was the last word");
        }
    }

    @Test
    void tenThousandHeaderLinesAreAMail() throws Exception {
        try (RawClient client = bench.inData("x@anna.example")) {
            client.send("X-Much: of it\r\n".repeat(10_000));
            bench.servesOthers();
            assertTrue(client.send("\r\n.\r\n").reply().startsWith("250 "));
        }
        assertEquals(10_000, bench.read(bench.mails(ANNA).getFirst())
                .lines().filter(line -> line.startsWith("X-Much")).count());
    }

    @Test
    void sixtyReceivedLinesAreALoop() throws Exception {
        try (RawClient client = bench.inData("x@anna.example")) {
            client.send("Received: by a\r\n".repeat(60));
            bench.servesOthers();
            assertTrue(client.send("\r\n.\r\n").reply().startsWith("554 5.4.6"));
        }
        assertEquals(List.of(), bench.mails(ANNA));
    }

    @Test
    void theChunkBehindARefusedBdatNeverRuns() throws Exception {
        try (RawClient client = bench.greeted()) {
            client.say("MAIL FROM:<>");
            client.say("RCPT TO:<x@anna.example>");
            String rest = client.send("BDAT 60 LAST\r\nRSET\r\nMAIL FROM:<x@y.example>\r\nNOOP\r\n").rest();
            assertTrue(rest.startsWith("502 5.5.1"), rest);
            assertEquals(1, rest.lines().count(), "nothing behind it was answered: " + rest);
        }
        bench.servesOthers();
        assertEquals(List.of(), bench.mails(ANNA));
    }

    @Test
    void aCommandThatDrips() throws Exception {
        restart(IntakeBench.limits().withWaits(SOON, LATE, Duration.ZERO));
        try (RawClient client = bench.greeted()) {
            assertTrue(client.drip('x', 50, 400) < 400, "each drip may not begin the wait anew");
        }
        bench.servesOthers();
        assertEquals(1, bench.journal.counted(IntakeCounter.CEILING_REACHED));
    }

    @Test
    void dataThatDrips() throws Exception {
        restart(IntakeBench.limits().withWaits(SOON, LATE, Duration.ZERO));
        try (RawClient client = bench.inData("x@anna.example")) {
            assertTrue(client.drip('x', 50, 400) < 400, "below the least rate");
        }
        bench.servesOthers();
        assertEquals(List.of(), bench.mails(ANNA));
    }

    @Test
    void dataThatNeverEnds() throws Exception {
        restart(IntakeBench.limits().withWaits(Duration.ofSeconds(20), SOON, Duration.ZERO));
        try (RawClient client = bench.inData("x@anna.example")) {
            String line = "x".repeat(1_000) + "\r\n";
            int sent = client.sendWithoutReading(line, 10_000_000);
            assertTrue(sent < 10_000_000, "fast enough, and yet there is an end");
        }
        bench.servesOthers();
        assertEquals(List.of(), bench.mails(ANNA));
    }

    @Test
    void aPeerThatNeverReads() throws Exception {
        bench = bench.startAgain(IntakeBench.settings().withSizes(1 << 20, 10_000)
                .withLimits(IntakeBench.limits().withPatience(Duration.ofSeconds(10), SOON)));
        try (RawClient client = bench.greeted()) {
            client.say("MAIL FROM:<>");
            int sent = client.sendWithoutReading("HELP\r\nRCPT TO:<x@anna.example>\r\n".repeat(1_000), 100_000);
            assertTrue(sent < 100_000);
        }
        bench.servesOthers();
    }

    /** The last fifth of the places is for those who hurry, so a crowd of silent peers keeps nobody out for long. */
    @Test
    void aCrowdOfSilentPeers() throws Exception {
        restart(IntakeBench.limits().withSessions(10, 10).withPatience(SOON, LATE));
        List<RawClient> silent = new ArrayList<>();
        try {
            for (int peer = 0; peer < 8; peer++) {
                silent.add(bench.connect());
            }
            try (RawClient ninth = bench.connect()) {
                assertEquals("421 4.4.2 Time is over, closing\n", ninth.rest(), "above 80 % the wait is short");
            }
            try (RawClient next = welcome()) {
                assertTrue(next.say("NOOP").startsWith("250 "));
                assertTrue(next.send("NOOP\r\n").rest().startsWith("421 4.7.0"), "one idle command, no second");
            }
            try (RawClient next = welcome()) {
                next.send("FOO\r\n");
                assertTrue(next.reply().startsWith("500 "));
                assertTrue(next.rest().startsWith("421 4.7.0"), "one error, no second");
            }
            assertEquals(3, bench.journal.counted(IntakeCounter.STRESSED));
            assertEquals(0, bench.journal.counted(NetCounter.PEER_IN_USE));
        } finally {
            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    @Test
    void whoBroughtMailIsSparedInACrowd() throws Exception {
        restart(IntakeBench.limits().withSessions(10, 10).withPatience(SOON, LATE));
        bench.servesOthers(); // from this very address
        List<RawClient> crowd = new ArrayList<>();
        try {
            for (int peer = 0; peer < 9; peer++) {
                crowd.add(bench.connect());
            }
            RawClient spared = crowd.getLast();
            for (int command = 0; command < 5; command++) {
                assertTrue(spared.say("NOOP").startsWith("250 "));
            }
            crowd.add(bench.connect());
            assertTrue(spared.send("NOOP\r\n").rest().startsWith("421 4.7.0"), "above 95 % nobody is");
        } finally {
            for (RawClient client : crowd) {
                client.close();
            }
        }
    }

    /** A place is free a moment after its session ended. */
    private RawClient welcome() throws IOException {
        while (true) {
            RawClient client = bench.silent();
            if (client.reply().startsWith("220 ")) {
                return client;
            }
            client.close();
        }
    }
}
