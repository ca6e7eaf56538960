// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.signon.SignOn;

/** B16, RFC 5176, with an access server of our own on a real socket. */
@Timeout(60)
class DisconnectsTest {

    private static final String SECRET = "of-nas-1";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final RememberedJournal journal = new RememberedJournal();
    private final List<byte[]> heard = new CopyOnWriteArrayList<>();
    private DatagramSocket nas;
    private int port;
    /** Where the first request is answered, no wait is to end before the answer comes. */
    private Duration patience = Duration.ofSeconds(20);

    @BeforeEach
    void open() throws IOException {
        nas = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        port = nas.getLocalPort();
    }

    @AfterEach
    void close() {
        nas.close();
    }

    /** Answers the n-th request as the n-th word says; what has no word gets none. */
    private void serve(String... words) {
        Thread.ofVirtual().start(() -> {
            byte[] buffer = new byte[4_096];
            while (!nas.isClosed()) {
                DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
                try {
                    nas.receive(datagram);
                    byte[] request = Arrays.copyOf(buffer, datagram.getLength());
                    heard.add(request);
                    if (heard.size() <= words.length && !words[heard.size() - 1].equals("silence")) {
                        byte[] answer = answer(words[heard.size() - 1], request);
                        nas.send(new DatagramPacket(answer, answer.length, datagram.getSocketAddress()));
                    }
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private static byte[] answer(String word, byte[] request) {
        String secret = word.equals("forged") ? "guessed" : SECRET;
        boolean refused = word.startsWith("nak");
        byte[] cause = refused && word.length() > 3
                ? new byte[] {101, 6, 0, 0, (byte) (number(word) >> 8), (byte) number(word)}
                : new byte[0];
        byte[] packet = new byte[20 + cause.length];
        packet[0] = (byte) (word.equals("other-code") ? 5 : refused ? 42 : 41);
        packet[1] = (byte) (request[1] + (word.equals("other-id") ? 1 : 0));
        packet[3] = (byte) packet.length;
        System.arraycopy(request, 4, packet, 4, 16);
        System.arraycopy(cause, 0, packet, 20, cause.length);
        byte[] seal = TestPacket.md5(packet, secret.getBytes(StandardCharsets.UTF_8));
        System.arraycopy(seal, 0, packet, 4, 16);
        return packet;
    }

    private static int number(String word) {
        return Integer.parseInt(word.substring(3));
    }

    private Disconnected asked(SignOn session) {
        List<RadiusClient> clients = List.of(
                new RadiusClient(InetAddress.ofLiteral("127.0.0.0"), 8, "of-others"),
                new RadiusClient(InetAddress.ofLiteral("127.0.0.1"), 32, SECRET));
        var settings = new DisconnectSettings(clients, port, 3, patience);
        return new Disconnects(settings, journal, () -> NOON).ask(session);
    }

    private static SignOn session(String nas, String from, String name) {
        return new SignOn(1, 1, "anna", nas, from, name, "", "", "", SignOn.Origin.START, "", NOON, NOON,
                Optional.empty(), Optional.empty(), "", "", true);
    }

    /** The words end there, or go on. */
    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        ack                    | 1 | true  | ended by its access server
        silence ack            | 2 | true  | ended by its access server
        nak503                 | 1 | true  | refused by its access server: it has no such session,
        nak501                 | 1 | false | refused by its access server: we are not allowed to (Error-Cause 501)
        nak                    | 1 | false | refused by its access server: without a reason
        nak599                 | 1 | false | refused by its access server: Error-Cause 599
        forged other-id ack    | 3 | true  | ended by its access server
        other-code             | 3 | false | no answer from its access server to 3 requests: it is away,
        """)
    void whatTheServerSaysIsTold(String answers, int requests, boolean gone, String words) {
        serve(answers.split(" "));
        if (!answers.matches("ack|nak.*")) {
            patience = Duration.ofSeconds(1);
        }
        Disconnected came = asked(session("192.0.2.1", "127.0.0.1", "s1"));
        assertTrue(came.words().startsWith(words), came::words);
        assertEquals(gone, came.isGone(), words);
        assertEquals(requests, heard.size(), words);
        heard.forEach(again -> assertArrayEquals(heard.getFirst(), again, "RFC 5176 section 2.3: the same packet"));
        assertEquals(came.words(), journal.of("disconnect").getFirst().fields().get("answer"));
    }

    @Test
    void theRequestNamesTheSessionAndIsSealedTwice() throws Exception {
        serve("ack");
        asked(session("nas-1", "127.0.0.1", "s1"));
        byte[] request = heard.getFirst();
        Packet packet = ((Packet.Reading.Whole) PacketReader.read(request)).packet();
        assertEquals(40, packet.code());
        assertEquals("s1", new String(packet.first(44).orElseThrow().value(), StandardCharsets.US_ASCII));
        assertEquals("nas-1", new String(packet.first(32).orElseThrow().value(), StandardCharsets.US_ASCII));
        assertEquals(4, packet.first(55).orElseThrow().value().length, "Event-Timestamp");
        assertTrue(packet.first(1).isEmpty(), "a login without its realm may be another name to the server");

        byte[] blank = request.clone();
        Arrays.fill(blank, 4, 20, (byte) 0);
        byte[] key = SECRET.getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(TestPacket.md5(blank, key), packet.authenticator(), "RFC 5176 section 2.3");
        Packet.Attribute proof = packet.first(80).orElseThrow();
        Arrays.fill(blank, proof.at(), proof.at() + 16, (byte) 0);
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(key, "HmacMD5"));
        assertArrayEquals(mac.doFinal(blank), proof.value(), "RFC 5176 section 3.4");
    }

    @Test
    void aServerIsNamedByItsAddressWhereItHasNoOtherName() {
        serve("ack");
        asked(session("2001:db8::1", "127.0.0.1", "s1"));
        Packet packet = ((Packet.Reading.Whole) PacketReader.read(heard.getFirst())).packet();
        assertEquals(16, packet.first(95).orElseThrow().value().length);
    }

    @Test
    void whoCannotBeAskedIsTold() {
        assertEquals("its access server was not asked: its address 192.0.2.9 is not among radius.clients",
                asked(session("192.0.2.9", "192.0.2.9", "s1")).words());
        assertEquals("its access server was not asked: the name of the session is not known",
                asked(session("192.0.2.9", "127.0.0.1", "sha256:00")).words());
        nas.close();
        patience = Duration.ofMillis(300);
        assertEquals("Silent", asked(session("nas-1", "127.0.0.1", "s1")).getClass().getSimpleName(), "port closed");
    }
}
