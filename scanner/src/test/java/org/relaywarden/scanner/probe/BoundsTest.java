// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.replies.Heard;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Hostile;

/** What a host can cost us: bytes off the wire, bytes of memory, and time (decision 22). */
@Timeout(60)
class BoundsTest {

    private static final long GIBIBYTE = 1L << 30;

    /** What we read is 4 KiB, or 64; the rest lies in the system's buffers of one connection, 4 and 6 MiB at most. */
    private static final long SENT_BYTES_MAX = 16L << 20;

    /** Classes are loaded meanwhile, too. */
    private static final long ALLOCATED_BYTES_MAX = 16L << 20;

    /** Sends the same piece for ever, or until there is nobody to send it to. */
    private static final class Flood implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.9.3"));
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile long sent;

        /** @param speaksFirst or else it waits for a word */
        Flood(boolean speaksFirst, String first, String piece, Duration pause) throws IOException {
            Thread.ofVirtual().start(() -> flood(speaksFirst, first, piece, pause));
        }

        private void flood(boolean speaksFirst, String first, String piece, Duration pause) {
            byte[] bytes = piece.getBytes(StandardCharsets.US_ASCII);
            try (Socket caller = door.accept()) {
                OutputStream out = caller.getOutputStream();
                if (!speaksFirst && caller.getInputStream().read() < 0) {
                    return;
                }
                out.write(first.getBytes(StandardCharsets.US_ASCII));
                CountDownLatch never = new CountDownLatch(1);
                while (sent < GIBIBYTE && !never.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    out.write(bytes);
                    sent += bytes.length;
                }
            } catch (IOException | InterruptedException hungUp) {
                // It is what we want to see.
            } finally {
                over.countDown();
            }
        }

        /** How much it got rid of before the caller hung up. */
        long sent() throws InterruptedException {
            assertTrue(over.await(20, TimeUnit.SECONDS), "the caller has not hung up");
            return sent;
        }

        InetSocketAddress address() {
            return (InetSocketAddress) door.getLocalSocketAddress();
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a gibibyte in one line        | '220 '   | xxxxxxxx       | a line of more than 4 KiB
            a banner of lines without end | ''       | '220-and on~'  | a reply of more than 100 lines
            a gibibyte of line ends       | ''       | '~'            | a line that is no reply
            NUL without end               | '220 '   | NUL            | a line of more than 4 KiB
            """)
    void bytesAndMemoryAreBounded(String name, String first, String piece, String what) throws Exception {
        String unit = piece.replace("~", "\r\n").replace("NUL", "\u0000");
        try (Flood host = new Flood(true, first, unit.repeat((64 << 10) / unit.length()), Duration.ZERO)) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();

            Conversation talk = converse(host.address(), Security.PLAIN, ProbeTimeouts.each(Duration.ofSeconds(5)));

            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            TestAnswer answer = talk.answers().getFirst();
            assertTrue(answer.heard().toString().contains(what), answer::toString);
            assertTrue(host.sent() < SENT_BYTES_MAX, () -> "sent " + host.sent);
            assertTrue(allocated < ALLOCATED_BYTES_MAX, () -> "allocated " + allocated);
            int kept = talk.transcript().lines().stream().mapToInt(line -> line.text().length()).sum();
            assertTrue(kept < 64 << 10, () -> "kept " + kept);
        }
    }

    /** Each reply is in time, 2.8 seconds at the most, and all of them together, 5.9, are not. */
    @Test
    void aByteAtATimeBuysNoTimeOverTheWholeConversation() {
        Duration step = Duration.ofSeconds(4);
        ProbeTimeouts timeouts = new ProbeTimeouts(step, step, step, step, step, Duration.ofSeconds(3));
        try (SimulatedMailServer server = SimulatedMailServer.named("m.example")
                .at("127.0.9.4")
                .behaving(Hostile.dribble(Duration.ofMillis(40), Behaviours.CLOSED))
                .start()) {
            long began = System.nanoTime();
            Conversation talk = converse(server.address(), Security.PLAIN, timeouts);
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            assertEquals(Conversation.Reach.CONNECTED, talk.reach());
            assertTrue(talk.transcript().lines().stream().anyMatch(line -> line.text().contains("no whole reply in time")),
                    talk.transcript()::toString);
            assertTrue(took.compareTo(Duration.ofSeconds(8)) < 0, took::toString);
        }
    }

    @ParameterizedTest(name = "handshake {index}")
    @ValueSource(strings = {"", "\u0016\u0003\u0003\u003f"})
    void aHandshakeIsBounded(String beginning) throws Exception {
        // Nothing at all; or type 22, version 3.3, and a length that a byte at a time never fills (RFC 8446 section 5.1).
        Duration pause = beginning.isEmpty() ? Duration.ofDays(1) : Duration.ofMillis(100);
        try (Flood host = new Flood(false, beginning, "x", pause)) {
            long began = System.nanoTime();
            Conversation talk = converse(host.address(), Security.TLS, ProbeTimeouts.each(Duration.ofSeconds(1)));

            Heard.Broke broke = assertInstanceOf(Heard.Broke.class, talk.answers().getFirst().heard());
            assertEquals(Heard.Break.NO_CONNECTION, broke.how(), "no way in for anybody");
            assertTrue(broke.what().contains("the TLS handshake failed"), broke::toString);
            assertTrue(Duration.ofNanos(System.nanoTime() - began).compareTo(Duration.ofSeconds(8)) < 0);
        }
    }

    private static Conversation converse(InetSocketAddress host, Security security, ProbeTimeouts timeouts) {
        return new Probe(Books.ofEverybody(), InstantSource.system())
                .converse(Calls.to(host, security, timeouts), List.of(Battery.find(Battery.OUTSIDER).orElseThrow()));
    }
}
