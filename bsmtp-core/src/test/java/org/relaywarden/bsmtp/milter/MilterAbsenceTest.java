// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.milter.ScriptedMilter.HANG_UP;
import static org.relaywarden.bsmtp.milter.ScriptedMilter.SILENCE;
import static org.relaywarden.bsmtp.milter.ScriptedMilter.packet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.relaywarden.bsmtp.doubles.RawClient;

/** A milter that is away, silent, or talks nonsense holds no mail and loses none; what the operator set happens. */
@Timeout(60)
class MilterAbsenceTest {

    private static final String MESSAGE = "Subject: tea\r\n\r\none\r\n";
    private static final String DEFERRED = "451 4.7.1 Not kept: a content filter can't be asked just now";

    @TempDir
    Path folder;

    private void assertFollowed(MilterSettings.Absence absence, ScriptedMilter milter, String why) throws IOException {
        Path place = folder.resolve(absence + "-" + Integer.toHexString(why.hashCode()));
        MilterSettings settings = new MilterSettings(List.of(milter.address()), absence, Duration.ofMillis(1_500),
                Duration.ofMillis(500), 64, "mail.isp.example");
        try (MilterBench bench = new MilterBench(place, settings)) {
            long began = System.nanoTime();
            String said = bench.send(MESSAGE);
            assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(10), why);
            boolean accepts = absence == MilterSettings.Absence.ACCEPT;
            assertTrue(said.startsWith(accepts ? "250 " : DEFERRED), why + ": " + said);
            assertEquals(accepts ? 1 : 0, bench.mails(MilterBench.ANNA).size(), why);
            if (accepts) {
                assertTrue(bench.annas().endsWith(MESSAGE), "as it came");
            }
            assertEquals(1, bench.journal.counted(MilterCounter.ABSENT), why);
            assertEquals(accepts ? "accepted" : "deferred",
                    bench.journal.of("absent").getFirst().fields().get("mails-are"));
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        O | hang up | hangs up before it has said anything
        C | hang up | after the peer
        H | hang up | after HELO
        M | hang up | after MAIL
        R | hang up | after RCPT
        T | hang up | after DATA
        L | hang up | in the header
        N | hang up | after the header
        B | hang up | in the body
        E | hang up | at the end
        O | silence | silent from the beginning
        R | silence | silent in the middle
        B | silence | silent in the body
        E | silence | silent at the end
        """)
    void goneAtAnyStep(char step, String how, String why) throws IOException {
        for (MilterSettings.Absence absence : MilterSettings.Absence.values()) {
            try (ScriptedMilter milter =
                    ScriptedMilter.onTcp().at(step, how.equals("silence") ? SILENCE : HANG_UP)) {
                assertFollowed(absence, milter, why);
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        O | 220 mx ESMTP!r!n       | another server has that port
        O | !0!0!0!1O              | an offer without numbers
        O | !0!0!0!5O!0!0!0!6      | an offer with one number
        O | !0!0!0!dO!0!0!0!9!0!0!0!0!0!0!0!0 | a version that does not exist
        O | !0!0!0!1c              | no offer
        E | !0!0!0!0               | a packet of nothing
        E | !f!f!f!f               | a packet of less than nothing
        E | !7!f!f!fx              | a packet of two gigabytes
        E | !0!2!0!0x              | a packet of more than is taken
        E | !0!0!0!9h              | half a packet
        E | !0!0!0!1Z              | an answer that does not exist
        E | !0!0!0!1s              | skipping what is over
        E | !0!0!0!1h              | a field without a name
        E | !0!0!0!5hX-A!0         | a field without a value
        E | !0!0!0!3i!0!0          | half a number
        E | !0!0!0!1y              | a reply without words
        E | !0!0!0!2b!0            | another body: not offered
        E | !0!0!0!5+<a>!0         | another recipient: not offered
        E | !0!0!0!5-<a>!0         | a recipient less: not offered
        E | !0!0!0!5e<a>!0         | another sender: not offered
        C | !0!0!0!5hA!0B!0        | a change before the end
        H | !0!0!0!1s              | skipping what was not begun
        """)
    void nonsense(char step, String bytes, String why) throws IOException {
        String plain = bytes.replaceAll("!([0-9d])", "\\\\$1").replace("!f", "\u00ff").replace("!r", "\r")
                .replace("!n", "\n");
        StringBuilder octets = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            octets.append(plain.charAt(i) == '\\' ? (char) Character.digit(plain.charAt(++i), 16) : plain.charAt(i));
        }
        for (MilterSettings.Absence absence : MilterSettings.Absence.values()) {
            try (ScriptedMilter milter = ScriptedMilter.onTcp().at(step, octets.toString())) {
                assertFollowed(absence, milter, why);
            }
        }
    }

    @Test
    void randomBytesAtEveryStep() throws IOException {
        Random random = new Random(7);
        for (char step : "OCHMRTLNBE".toCharArray()) {
            StringBuilder octets = new StringBuilder();
            random.ints(3_000, 0, 256).forEach(octet -> octets.append((char) octet));
            try (ScriptedMilter milter = ScriptedMilter.onTcp().at(step, octets.toString())) {
                assertFollowed(MilterSettings.Absence.DEFER, milter, "random at " + step);
            }
        }
    }

    @Test
    void neitherProgressNorHeaderIsListenedToForEver() throws IOException {
        String fields = ScriptedMilter.add("X", "y".repeat(900)).repeat(1_500);
        for (String flood : List.of(packet('p', "").repeat(30_000), fields)) {
            try (ScriptedMilter milter = ScriptedMilter.onTcp().at('E', flood)) {
                assertFollowed(MilterSettings.Absence.ACCEPT, milter, "a flood of " + flood.length());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MilterSettings.Absence.class)
    void nobodyListens(MilterSettings.Absence absence) throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        for (SocketAddress nobody : List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                UnixDomainSocketAddress.of(folder.resolve("nobody.sock")))) {
            try (MilterBench bench = new MilterBench(folder.resolve(nobody.getClass().getSimpleName()),
                    MilterBench.settings(absence, nobody))) {
                String said = bench.send(MESSAGE);
                assertTrue(said.startsWith(absence == MilterSettings.Absence.ACCEPT ? "250 " : DEFERRED), said);
            }
        }
    }

    @Test
    void theWholeIsBoundedWhateverOneAnswerMayTake() throws IOException {
        try (ScriptedMilter milter = ScriptedMilter.onTcp().at('E', SILENCE);
                MilterBench bench = new MilterBench(folder, new MilterSettings(List.of(milter.address()),
                        MilterSettings.Absence.DEFER, Duration.ofMillis(300), Duration.ofSeconds(30), 64, "h"))) {
            assertTrue(bench.send(MESSAGE).startsWith(DEFERRED));
            assertEquals("the ruling: not within", bench.journal.of("absent").getFirst().fields().get("reason")
                    .substring(0, 22));
        }
    }

    @Test
    void anOutageIsToldOnceWithItsEnd() throws IOException {
        try (ScriptedMilter milter = ScriptedMilter.onTcp().at('E', HANG_UP);
                MilterBench bench = MilterBench.with(folder, milter)) {
            for (int mail = 0; mail < 3; mail++) {
                assertTrue(bench.send(MESSAGE).startsWith(DEFERRED));
            }
            assertEquals(1, bench.journal.of("absent").size());
            assertEquals(3, bench.journal.counted(MilterCounter.ABSENT), "each of them is counted");
            milter.at('E', ScriptedMilter.GO_ON);
            assertTrue(bench.send(MESSAGE).startsWith("250 "));
            assertTrue(bench.send(MESSAGE).startsWith("250 "));
            assertEquals("3", bench.journal.of("returned").getFirst().fields().get("missed-mails"));
            assertEquals(1, bench.journal.of("returned").size());
        }
    }

    @Test
    void whereTheOneIsAwayTheOtherStillJudges() throws IOException {
        try (ScriptedMilter away = ScriptedMilter.onTcp().at('C', HANG_UP);
                ScriptedMilter strict = ScriptedMilter.onTcp().at('E', packet('r', ""));
                MilterBench bench = new MilterBench(folder, MilterBench.settings(
                        MilterSettings.Absence.ACCEPT, away.address(), strict.address()))) {
            assertTrue(bench.send(MESSAGE).startsWith("550 5.7.1 "));
        }
    }

    @Test
    void manyAtOnceTakeTurns() throws Exception {
        try (ScriptedMilter milter = ScriptedMilter.onTcp();
                MilterBench bench = new MilterBench(folder, new MilterSettings(List.of(milter.address()),
                        MilterSettings.Absence.DEFER, Duration.ofSeconds(20), Duration.ofSeconds(5), 2, "h.example"));
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch together = new CountDownLatch(1);
            List<Future<String>> said = java.util.stream.IntStream.range(0, 20)
                    .mapToObj(sender -> senders.submit(() -> {
                        together.await();
                        return bench.send(MESSAGE);
                    }))
                    .toList();
            together.countDown();
            for (Future<String> one : said) {
                assertTrue(one.get().startsWith("250 "));
            }
            assertEquals(20, bench.mails(MilterBench.ANNA).size());
        }
    }

    @Test
    void aStopBreaksOffAndDefersEvenWhereAbsenceAccepts() throws Exception {
        try (ScriptedMilter milter = ScriptedMilter.onTcp().at('E', SILENCE);
                MilterBench bench = new MilterBench(folder, new MilterSettings(List.of(milter.address()),
                        MilterSettings.Absence.ACCEPT, Duration.ofMinutes(5), Duration.ofMinutes(5), 64, "h.example"));
                RawClient client = new RawClient(bench.intake.addresses().getFirst())) {
            client.reply();
            for (String line : List.of("EHLO x", "MAIL FROM:<>", "RCPT TO:<anna@customer.example>", "DATA")) {
                client.say(line);
            }
            client.send(MESSAGE + ".\r\n");
            while (milter.heard('E').isEmpty()) {
                Thread.onSpinWait();
            }
            long began = System.nanoTime();
            bench.intake.close();
            assertTrue(client.reply().startsWith(DEFERRED));
            assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(4), "no wait for a filter at a stop");
            assertEquals(List.of(), bench.mails(MilterBench.ANNA));
        }
    }
}
