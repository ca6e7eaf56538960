// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** B18: what is at the port, told apart by what it does. */
@Timeout(60)
class HostLookTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final HostLook LOOK = waiting(Duration.ofSeconds(20));
    /** For who says nothing. */
    private static final HostLook BRIEF = waiting(Duration.ofSeconds(1));

    private static HostLook waiting(Duration patience) {
        return new HostLook(new LookSettings("mail.isp.example", patience, patience, true));
    }

    /** Says a line at first and after each line that it hears; {@code ~} makes it wait, {@code !} hang up. */
    private static Seen seenOf(String script) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, HERE)) {
            Thread.ofVirtual().start(() -> serve(server, script.split(" / ")));
            HostLook look = script.contains("~") ? BRIEF : LOOK;
            return look.look((InetSocketAddress) server.getLocalSocketAddress(), Optional.of(HERE));
        }
    }

    private static void serve(ServerSocket server, String... lines) {
        try (Socket peer = server.accept();
                var in = new BufferedReader(
                        new InputStreamReader(peer.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (String line : lines) {
                if (line.equals("!")) {
                    return;
                }
                if (!line.equals("~")) {
                    String said = line.replace("\\n", "\r\n") + "\r\n";
                    peer.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
                }
                if (in.readLine() == null) {
                    return;
                }
            }
        } catch (IOException ended) {
            // As the script wants it, or the look is over.
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            220 a b / 250 a                    | Answers[banner=220 a b, encryption=NotUsed[]]             | in the clear
            220-a\\n220 b / 250-a\\n250 SIZE   | Answers[banner=220 a / b, encryption=NotUsed[]]           | many lines
            220 a / 502 what / 250 a           | Answers[banner=220 a, encryption=NotUsed[]]               | RFC 5321 3.2: HELO
            220 a / 250-a\\n250 STARTTLS / 454 later | Answers[banner=220 a, encryption=Fails[words=STARTTLS: 454 later]] | offered
            554 go away                        | TurnedAway[step=banner, reply=554 go away]                | at the banner
            421 busy                           | TurnedAway[step=banner, reply=421 busy]                   | for now
            220 a / 550 no / 550 no            | TurnedAway[step=EHLO, reply=550 no]                       | at hello
            SSH-2.0-OpenSSH_9.2                | NoMailServer[said=SSH-2.0-OpenSSH_9.2]                    | another service
            !                                  | HungUp[instead=banner]                                    | a filter on the host
            220 a / !                          | HungUp[instead=EHLO]                                      | after the banner
            ~                                  | Slow[instead=banner, waited=PT1S]                         | says nothing
            220 a / ~                          | Slow[instead=EHLO, waited=PT1S]                           | stops talking
            """)
    void whatAnswers(String script, String expected, String why) throws IOException {
        assertEquals(expected, seenOf(script).toString(), why);
    }

    @Test
    void aHandshakeThatFailsIsNoEnd() throws IOException {
        var answers = assertInstanceOf(Seen.Answers.class, seenOf("220 a / 250-a\\n250 STARTTLS / 220 go / no TLS"));
        var fails = assertInstanceOf(Seen.Encryption.Fails.class, answers.encryption());
        assertTrue(fails.words().startsWith("the handshake failed: "), fails::words);
    }

    @Test
    void nobodyListens() throws IOException {
        InetSocketAddress closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.57"))) {
            closed = (InetSocketAddress) server.getLocalSocketAddress();
        }
        assertEquals(new Seen.NobodyListens(), LOOK.look(closed, Optional.empty()));
    }

    /** A queue of connections that is full: the system answers nobody any more, as a firewall that drops. */
    @Test
    void nothingComesBack() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, HERE)) {
            var address = (InetSocketAddress) full.getLocalSocketAddress();
            for (int taken = 0; taken < 2; taken++) {
                waiting.add(new Socket(address.getAddress(), address.getPort()));
            }
            assertEquals(new Seen.Silent(Duration.ofSeconds(1)), BRIEF.look(address, Optional.empty()));
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** B14: an address that is not ours is no way to deliver. */
    @Test
    void aSourceThatIsNotOursIsNoWay() {
        Seen seen = LOOK.look(new InetSocketAddress(HERE, 25), Optional.of(InetAddress.ofLiteral("192.0.2.1")));
        assertTrue(assertInstanceOf(Seen.NoWay.class, seen).words().contains("no address of this machine"));
    }
}
