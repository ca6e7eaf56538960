// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.SettingsFile;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.bsmtp.delayed.DelayNotices;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.probe.ProbeTimeouts;
import org.relaywarden.testbed.TurnableClock;
import org.relaywarden.testbed.simulated.MailSink;

/** A notice of delay the whole way: mail in, a host that is down, four hours, and out through the smarthost. */
@Timeout(120)
final class DelayNoticeTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration AFTER = Duration.ofHours(4);

    @TempDir
    Path folder;

    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T12:00:00Z"));

    @Test
    void theSenderLearnsThatTheMailWaits() throws Exception {
        int nobody = freePort();
        try (MailSink smarthost = new MailSink(); Program program = open(smarthost)) {
            String books = "login,product,line,addresses,domains\n"
                    + "ann,advanced-mail,adsl,127.0.0.1:" + nobody + ",ann.isp.example\n";
            program.customers().importCsv(new ByteArrayInputStream(books.getBytes(StandardCharsets.UTF_8)), false);
            program.receiveMail();
            submit(program.listening().getFirst());
            assertEquals(1, program.deliveries().flush("ann", _ -> {}).waiting(), "nobody is there");

            program.tasks().turn(DelayNotices.TASK);
            program.tasks().turn(Program.OUTGOING);
            assertEquals(0, smarthost.received().size(), "B3: nothing goes back for being offline a while");

            clock.advance(AFTER);
            program.tasks().turn(DelayNotices.TASK);
            program.tasks().turn(Program.OUTGOING);

            String notice = new String(
                    smarthost.await(1, Duration.ofSeconds(30)).bytes(), StandardCharsets.UTF_8);
            assertTrue(notice.contains("To: <sue@far.example>\r\n"), notice);
            assertTrue(notice.contains("Subject: Your mail is waiting, and is not lost\r\n"), notice);
            assertTrue(notice.contains("Final-Recipient: rfc822; bob@ann.isp.example\r\nAction: delayed\r\n"), notice);
            assertTrue(!notice.contains("Will-Retry-Until"), "there is no end to the trying (B13)");
            assertEquals(1, program.deliveries().queue("ann").messages(), "and the mail waits on");
        }
    }

    private Program open(MailSink smarthost) throws StartFault, IOException {
        String yaml = """
                data: {folder: %s}
                intake: {listen: '127.0.0.1:0'}
                dns: {servers: ['127.0.0.1:%d'], answer-within: 100ms}
                delivery: {delay-notice-after: 4h}
                outgoing: {relay: '127.0.0.1:%d'}
                """.formatted(folder, freePort(), smarthost.address().getPort());
        Surroundings nobody = new Surroundings(Map.of(), folder, folder, folder.resolve("etc.yaml"));
        var ready = assertInstanceOf(Reading.Ready.class, SettingsFile.parse(yaml, "test", nobody));
        return Program.open(ready.settings(), new Instruments(
                clock, Waiting.inRealTime(), ProbeTimeouts.firstTry(), ProbeTimeouts.retry()));
    }

    /** A port where nobody listens. */
    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            return free.getLocalPort();
        }
    }

    private static void submit(InetSocketAddress intake) throws IOException {
        try (Socket socket = new Socket(intake.getAddress(), intake.getPort());
                var replies = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(30_000);
            assertEquals('2', replies.readLine().charAt(0));
            for (String said : List.of("HELO mx.far.example", "MAIL FROM:<sue@far.example>",
                    "RCPT TO:<bob@ann.isp.example>", "DATA", "Subject: tea\r\n\r\nA cup?\r\n.", "QUIT")) {
                socket.getOutputStream().write((said + "\r\n").getBytes(StandardCharsets.US_ASCII));
                String reply = replies.readLine();
                assertTrue(reply.startsWith("2") || reply.startsWith("354"), said + ": " + reply);
            }
        }
    }
}
