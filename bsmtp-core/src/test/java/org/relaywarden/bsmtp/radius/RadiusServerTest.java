// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.journal.Counter;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.signon.Accounting;

/** B5, RFC 2866, over real sockets. */
@Timeout(60)
class RadiusServerTest {

    private static final String SECRET = "0th-secret";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final HeardSignOns signOns = new HeardSignOns();
    private final RememberedJournal journal = new RememberedJournal();
    private final AtomicBoolean journalFails = new AtomicBoolean();
    private volatile Instant now = NOON;
    private RadiusServer server;
    private AccessServer nas;

    @BeforeEach
    void start() throws IOException {
        server = RadiusServer.start(settings("127.0.0.1"), signOns, failing(), () -> now);
        nas = new AccessServer("127.0.0.1", "127.0.0.1", server.port());
    }

    @AfterEach
    void stop() {
        nas.close();
        server.close();
    }

    /** The journal, which fails once when the test says so. */
    private Journal failing() {
        return new Journal() {
            @Override
            public void fact(String id, String fact, Map<String, ?> fields) {
                if (journalFails.getAndSet(false)) {
                    throw new IllegalStateException("a fault of ours");
                }
                journal.fact(id, fact, fields);
            }

            @Override
            public void count(Counter counter) {
                journal.count(counter);
            }

            @Override
            public long counted(Counter counter) {
                return journal.counted(counter);
            }
        };
    }

    private static RadiusSettings settings(String listen) {
        return new RadiusSettings(
                new InetSocketAddress(InetAddress.ofLiteral(listen), 0),
                List.of(
                        new RadiusClient(InetAddress.ofLiteral("127.0.0.0"), 29, SECRET),
                        new RadiusClient(InetAddress.ofLiteral("127.0.0.2"), 32, "narrower"),
                        new RadiusClient(InetAddress.ofLiteral("::1"), 128, "six")),
                Set.of("isp.example"),
                4);
    }

    @Test
    void theAnswerComesWhenTheReportIsSafe() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        signOns.first = report -> {
            begun.countDown();
            await(goOn);
        };
        byte[] request = TestPacket.start("1").identifier(200).bytes(33, new byte[] {7}).sealed(SECRET);
        nas.send(request);
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        nas.send(request);
        assertTrue(nas.hearsNothing(), "neither when it comes again");

        goOn.countDown();
        byte[] answer = nas.answer();

        assertEquals("anna", signOns.heard.getFirst().login());
        assertEquals(5, answer[0], "Accounting-Response");
        assertEquals((byte) 200, answer[1], "of that request");
        byte[] unproven = answer.clone();
        System.arraycopy(request, 4, unproven, 4, 16);
        assertArrayEquals(TestPacket.md5(unproven, SECRET.getBytes()), Arrays.copyOfRange(answer, 4, 20),
                "RFC 2866 section 3");
        assertArrayEquals(new byte[] {33, 3, 7}, Arrays.copyOfRange(answer, 20, answer.length), "Proxy-State");
        assertEquals(1, journal.counted(RadiusCounter.ANSWERED));
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', textBlock = """
        127.0.0.1 | wrong      | UNPROVEN  | another secret
        127.0.0.2 | 0th-secret | UNPROVEN  | the secret of the wider range
        127.0.0.9 | 0th-secret | STRANGERS | an address of no client, whatever it knows
        127.0.0.1 | code:1     | MALFORMED | an Access-Request
        127.0.0.1 | code:5     | MALFORMED | an answer, as if we had asked
        127.0.0.1 | cut        | MALFORMED | shorter than its length says
        127.0.0.1 | empty      | MALFORMED | a datagram of nothing
        127.0.0.1 | changed    | UNPROVEN  | a byte changed on the way
        127.0.0.1 | proof      | UNPROVEN  | a Message-Authenticator that does not fit
        """)
    void whatIsWrongGetsNoAnswerIsCountedAndTold(String from, String how, RadiusCounter counter, String reason)
            throws Exception {
        try (AccessServer other = new AccessServer(from, "127.0.0.1", server.port())) {
            other.send(wrong(how));
            // One thread reads, so the answer to this one shows that the other one was judged.
            nas.asked(TestPacket.start("good").sealed(SECRET));

            assertTrue(other.hearsNothing(), reason);
            assertEquals(1, journal.counted(counter), reason);
            assertEquals(List.of("good"), signOns.heard.stream().map(Accounting::session).toList(), reason);
            String word = counter == RadiusCounter.STRANGERS ? "stranger" : counter.name().toLowerCase();
            assertEquals(from, journal.of("radius-" + word).getFirst().id(), reason);
        }
    }

    private static byte[] wrong(String how) {
        byte[] good = TestPacket.start("bad").sealed(SECRET);
        return switch (how) {
            case "code:1" -> TestPacket.start("bad").code(1).sealed(SECRET);
            case "code:5" -> TestPacket.start("bad").code(5).sealed(SECRET);
            case "cut" -> Arrays.copyOf(good, good.length - 1);
            case "empty" -> new byte[0];
            case "proof" -> TestPacket.start("bad").bytes(80, new byte[16]).sealed(SECRET);
            case "changed" -> {
                good[good.length - 1] ^= 1;
                yield good;
            }
            default -> TestPacket.start("bad").sealed(how);
        };
    }

    @Test
    void thePacketThatComesAgainIsAnsweredAsBeforeAndRecordedOnce() throws Exception {
        byte[] request = TestPacket.start("1").sealed(SECRET);
        byte[] answer = nas.asked(request);

        assertArrayEquals(answer, nas.asked(request));
        assertEquals(1, signOns.heard.size());
        assertEquals(1, journal.counted(RadiusCounter.REPEATED));

        nas.asked(TestPacket.start("2").sealed(SECRET));
        assertEquals(2, signOns.heard.size(), "the same identifier, another packet");
        try (AccessServer second = new AccessServer("127.0.0.1", "127.0.0.1", server.port())) {
            second.asked(request);
            assertEquals(3, signOns.heard.size(), "another port is another sender");
        }
    }

    @Test
    void whatCouldNotBeRecordedGetsNoAnswerAndMayComeAgain() throws Exception {
        CountDownLatch tried = new CountDownLatch(1);
        signOns.first = report -> {
            tried.countDown();
            throw new IllegalStateException("the database is away");
        };
        byte[] request = TestPacket.start("1").sealed(SECRET);
        nas.send(request);
        assertTrue(tried.await(10, TimeUnit.SECONDS));
        assertTrue(nas.hearsNothing(), "unanswered, so that it is sent again");

        signOns.first = report -> {};
        nas.askedUntilAnswered(request);
        assertEquals(1, journal.counted(RadiusCounter.FAILED));
        assertEquals(1, signOns.heard.size());
    }

    @Test
    void aFaultOfOursAtOnePacketDoesNotDeafenUs() throws Exception {
        journalFails.set(true);
        nas.send(new byte[3]);
        nas.asked(TestPacket.start("1").sealed(SECRET));
        assertFalse(journalFails.get(), "it did happen");
        assertEquals(1, journal.counted(RadiusCounter.FAILED));
    }

    @Test
    void aFloodOfStrangersIsCountedAndToldInFewLines() throws Exception {
        try (AccessServer stranger = new AccessServer("127.0.0.9", "127.0.0.1", server.port())) {
            for (int i = 0; i < 500; i++) {
                stranger.send(TestPacket.start("x" + i).sealed(SECRET));
                if (i % 50 == 49) {
                    // The system throws away what its buffer can't hold: no more come before these were judged.
                    nas.asked(TestPacket.start("after " + i).sealed(SECRET));
                }
            }
            assertEquals(500, journal.counted(RadiusCounter.STRANGERS));
            assertEquals(1, journal.of("radius-stranger").size());

            now = NOON.plusSeconds(60);
            stranger.send(new byte[1]);
            nas.asked(TestPacket.start("2").sealed(SECRET));
            assertEquals("499", journal.of("radius-stranger").get(1).fields().get("untold"));
        }
    }

    @Test
    void aCloseWaitsForTheReportsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        signOns.first = report -> {
            begun.countDown();
            await(goOn);
        };
        nas.send(TestPacket.start("1").sealed(SECRET));
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        Thread closing = Thread.ofVirtual().start(server::close);
        assertTrue(nas.hearsNothing(), "it is under way");
        assertTrue(closing.isAlive(), "and waited for");

        goOn.countDown();
        assertEquals(5, nas.answer()[0]);
        assertTrue(closing.join(Duration.ofSeconds(10)));
        assertEquals(1, signOns.heard.size());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void ipv6IsHeardToo() throws Exception {
        try (RadiusServer six = RadiusServer.start(settings("::1"), signOns, journal, () -> now);
                AccessServer peer = new AccessServer("::1", "::1", six.port())) {
            peer.asked(TestPacket.start("1").sealed("six"));
            assertEquals(InetAddress.ofLiteral("::1"), signOns.heard.getFirst().reportedFrom());
        }
    }

    @Test
    void aTakenPortIsNamed() {
        var taken = new RadiusSettings(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port()), List.of(), Set.of(), 1);
        IOException fault = assertThrows(
                IOException.class, () -> RadiusServer.start(taken, signOns, journal, () -> now));
        assertTrue(fault.getMessage().startsWith("radius can't listen on 127.0.0.1 port " + server.port()),
                fault::getMessage);
    }
}
