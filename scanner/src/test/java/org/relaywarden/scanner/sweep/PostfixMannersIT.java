// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.pace.Pace;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.TurnableClock;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.ServerSettings;

/**
 * The scanner's manners as a real Postfix writes them down: a night that asks the whole battery, at the routine pace by turned
 * time.
 */
class PostfixMannersIT {

    /** Postfix listens on addresses alone that the system has given to an interface. */
    private static final String HOST = "127.0.0.1";
    private static final Pattern COUNT = Pattern.compile("([a-z]+)=([0-9]+)(?:/([0-9]+))?");

    @TempDir
    private Path folder;

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
    }

    /** One connection in Postfix's words: {@code ehlo=1 mail=4 rcpt=1/5 rset=3 quit=1 commands=10/14}. */
    private record Talk(String counts) {
        long of(String command) {
            return matches().filter(count -> count.group(1).equals(command)).mapToLong(Talk::all).sum();
        }

        /** What was said less what was taken, over all commands; their sum stands at the end once more. */
        long refusals() {
            return matches().filter(count -> !count.group(1).equals("commands"))
                    .mapToLong(count -> all(count) - Long.parseLong(count.group(2)))
                    .sum();
        }

        private Stream<MatchResult> matches() {
            return COUNT.matcher(counts).results();
        }

        private static long all(MatchResult count) {
            return Long.parseLong(count.group(3) == null ? count.group(2) : count.group(3));
        }
    }

    @Test
    @Timeout(120)
    void aNightIsPoliteByThePostfixsOwnLog() throws Exception {
        TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T02:00:00Z"));
        List<Duration> waits = new CopyOnWriteArrayList<>();
        Waiting turning = (_, atMost) -> {
            waits.add(atMost);
            clock.advance(atMost);
        };
        Pace routine = new Pace(
                4, Pace.polite().connectionSpacing(), Pace.polite().retestSpacing(), 16, Duration.ofSeconds(1), List.of(),
                Pace.polite().timeouts(), Pace.polite().retryTimeouts());
        int port = freePort();
        ServerSettings settings = ServerSettings.of("mail.acme.example", "acme.example")
                .withCatchAll(false)
                .withPorts(port)
                .withExtraLines("inet_interfaces = " + HOST, "mynetworks = 192.0.2.1"); // we come from 127.0.0.9
        try (ScannerBench bench = new ScannerBench(folder, ScannerBench.inMemory(), clock, turning, routine);
                PostfixServer postfix = PostfixServer.start(
                        LabHost.machine(InetAddress.ofLiteral(HOST)), folder, settings, PostfixServer.RelayMode.CLOSED)) {
            bench.enter("acme", HOST + ":" + port);
            bench.suspects.add("acme");

            Finding finding = bench.sweep.scan(ScanRequest.nightly(), ScannerBench.QUIET).getFirst();

            assertEquals(VerdictKind.CLOSED, finding.verdict(), finding::toString);
            List<String> log = finished(postfix.mailLog());
            for (int i = 0; i < log.size(); i++) {
                String expected = i % 2 == 0 ? ": connect from " : ": disconnect from ";
                assertTrue(log.get(i).contains(expected), () -> "one connection at a time: " + log);
            }
            List<Talk> talks = log.stream()
                    .filter(line -> line.contains(": disconnect from "))
                    .map(line -> new Talk(line.substring(line.indexOf(']', line.indexOf(": disconnect from ")))))
                    .toList();
            assertTrue(talks.size() >= 10, () -> "the whole battery: " + talks);
            for (Talk talk : talks) {
                assertTrue(talk.refusals() <= 4, () -> "at most 4 refusals a connection: " + talk);
                assertEquals(1, talk.of("quit"), () -> "QUIT at the end: " + talk);
                assertTrue(talk.of("rset") >= talk.of("mail") - 1, () -> "RSET between tests: " + talk);
            }
            assertTrue(talks.stream().anyMatch(talk -> talk.refusals() == 4), "refusals are counted at all");
            assertEquals(talks.size() - 1, waits.size(), "a pause before each but the first");
            assertTrue(waits.stream().allMatch(wait -> wait.compareTo(Duration.ofMinutes(10)) >= 0), waits::toString);
        }
    }

    /** Postfix writes of an end when it comes to it. */
    private static List<String> finished(Path log) {
        while (true) {
            List<String> lines = connections(log);
            if (!lines.isEmpty() && lines.size() % 2 == 0) {
                return lines;
            }
            Thread.onSpinWait();
        }
    }

    private static List<String> connections(Path log) {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("connect from ")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int freePort() throws IOException {
        try (var once = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            return once.getLocalPort();
        }
    }
}
