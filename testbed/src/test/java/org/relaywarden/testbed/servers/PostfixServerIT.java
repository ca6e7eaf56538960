// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.PostfixServer.RelayMode;

/** Each kind of Postfix is what its name says, seen from another host, and shown by mail on a third (S1). */
class PostfixServerIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String STRANGER = "stranger@elsewhere.example";

    @TempDir
    static Path folder;

    private static Netlab lab;
    private static LabHost client;
    private static LabHost customer;
    private static LabHost other;
    private static PostfixServer collector;
    private static PostfixServer running;
    private static RelayMode runningMode;

    @BeforeAll
    static void openLab() {
        Requirements.needsRealServers();
        lab = Netlab.open();
        client = lab.addHost("client", "203.0.113.5", "2001:db8:5::5");
        customer = lab.addHost("customer", "198.51.100.7");
        other = lab.addHost("other", "198.51.100.17", "2001:db8:17::17");
        LabHost provider = lab.addHost("provider", "192.0.2.25");
        collector = PostfixServer.start(
                provider, folder, ServerSettings.of("mx.isp.example", "probe.isp.example"), RelayMode.CLOSED);
    }

    @AfterAll
    static void closeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    private static ServerSettings settings() {
        return ServerSettings.of("mail.customer.example", "customer.example")
                .withNextHop("probe.isp.example", "192.0.2.25", 25);
    }

    /** A server of this kind on {@link #customer}: the rows of one kind share one. */
    private static PostfixServer of(RelayMode mode) {
        if (runningMode != mode) {
            if (running != null) {
                running.close();
            }
            running = PostfixServer.start(customer, folder, settings(), mode);
            runningMode = mode;
        }
        return running;
    }

    @ParameterizedTest(name = "{0}: {1} to {2} is {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        CLOSED          | stranger@elsewhere.example | ann@customer.example                   | 250 2.1.5 | its own domain
        CLOSED          | stranger@elsewhere.example | anything@customer.example              | 250 2.1.5 | catch-all, B1
        CLOSED          | stranger@elsewhere.example | tok@probe.isp.example                  | 454 4.7.1 | Postfix as it comes
        CLOSED          | stranger@elsewhere.example | tok%probe.isp.example@customer.example | 454 4.7.1 | it undoes the % before it judges
        CLOSED          | boss@customer.example      | tok@probe.isp.example                  | 454 4.7.1 | a claimed sender opens nothing
        CLOSED_554      | stranger@elsewhere.example | tok@probe.isp.example                  | 554 5.7.1 | reject_unauth_destination first
        CLOSED_554      | stranger@elsewhere.example | ann@customer.example                   | 250 2.1.5 | its own domain
        PERCENT_HACK    | stranger@elsewhere.example | tok@probe.isp.example                  | 454 4.7.1 | the plain form
        SENDER_TRUSTING | stranger@elsewhere.example | tok@probe.isp.example                  | 454 4.7.1 | a sender from outside
        """)
    void answersAtRecipient(RelayMode mode, String from, String to, String code, String why) {
        of(mode);
        String reply = new Swaks(client, customer.address()).recipient(from, to);
        assertTrue(reply.startsWith(code), reply);
    }

    @ParameterizedTest(name = "{0}: {1} to {2} arrives elsewhere: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        OPEN            | stranger@elsewhere.example | tok@probe.isp.example                  | trusts the whole world
        PERCENT_HACK    | stranger@elsewhere.example | tok%probe.isp.example@customer.example | the % form
        SENDER_TRUSTING | boss@customer.example      | tok@probe.isp.example                  | claims to be of the house
        """)
    void handsOn(RelayMode mode, String from, String to, String why) throws Exception {
        int before = collector.delivered().size();
        String word = "word-" + mode;
        PostfixServer server = of(mode);
        String reply = new Swaks(client, customer.address()).send(from, to, word);
        assertTrue(reply.startsWith("250 2.0.0"), reply);
        String mail = Files.readString(collector.awaitDelivered(before + 1, SOON).getLast());
        assertTrue(mail.contains(word) && mail.contains("X-Original-To: tok@probe.isp.example")
                && mail.contains("from mail.customer.example"), mail);
        server.awaitLogged(": removed", SOON);
        assertTrue(server.queue().contains("empty"), server.queue());
    }

    @Test
    void flipsWhileItRuns() {
        try (var server = PostfixServer.start(other, folder, settings(), RelayMode.CLOSED)) {
            var swaks = new Swaks(client, other.address());
            for (RelayMode mode : new RelayMode[] {RelayMode.OPEN, RelayMode.CLOSED, RelayMode.OPEN, RelayMode.CLOSED_554}) {
                server.reconfigure(mode);
                String code = swaks.recipient(STRANGER, "tok@probe.isp.example").substring(0, 3);
                assertEquals(mode == RelayMode.OPEN ? "250" : mode == RelayMode.CLOSED ? "454" : "554", code, mode::name);
            }
        }
    }

    @Test
    void greetsAndListensAsToldOnIpv6Too() {
        var settings = settings().withBanner("mx7 at your service").withPorts(25, 2525).withCatchAll(false);
        try (var _ = PostfixServer.start(other, folder, settings, RelayMode.CLOSED)) {
            for (String address : new String[] {"198.51.100.17", "2001:db8:17::17"}) {
                for (String port : new String[] {"25", "2525"}) {
                    assertEquals("220 mx7 at your service", greeting(address, port), address);
                }
            }
            var swaks = new Swaks(client, "198.51.100.17:2525");
            assertTrue(swaks.recipient(STRANGER, "nobody@customer.example").startsWith("550 5.1.1"), "no catch-all");
            assertTrue(swaks.recipient(STRANGER, "postmaster@customer.example").startsWith("250"), "RFC 5321 4.5.1");
        }
    }

    /** By the Perl that swaks runs on, whose own IPv6 needs a module more. */
    private static String greeting(String address, String port) {
        String program = "my $s = IO::Socket::IP->new(PeerHost => $ARGV[0], PeerPort => $ARGV[1], Timeout => 9) or die $@;"
                + "print scalar <$s>";
        return client.run(Command.of("perl", "-MIO::Socket::IP", "-e", program, address, port)).output().strip();
    }

    @Test
    void deferredMailGoesWithinSecondsOnceItCan() {
        int before = collector.delivered().size();
        var settings = settings().withNextHop("probe.isp.example", "192.0.2.25", 2526);
        try (var server = PostfixServer.start(other, folder, settings, RelayMode.OPEN)) {
            new Swaks(client, other.address()).send(STRANGER, "tok@probe.isp.example", "later");
            server.awaitLogged("status=deferred", SOON);
            assertTrue(server.queue().contains("tok@probe.isp.example"), server.queue());
            var late = ServerSettings.of("late.isp.example", "probe.isp.example").withPorts(2526);
            try (var door = PostfixServer.start(collector.host(), folder, late, RelayMode.CLOSED)) {
                assertEquals(1, door.awaitDelivered(1, SOON).size());
            }
        }
        assertEquals(before, collector.delivered().size(), "two servers on one host are two");
    }

    @Test
    void nothingRunsOnAfterItIsClosed() {
        var server = PostfixServer.start(other, folder, settings(), RelayMode.CLOSED);
        assertTrue(other.pids().size() >= 3, () -> "master, qmgr, pickup: " + other.pids());
        server.close();
        server.close();
        assertTrue(other.pids().isEmpty(), () -> "left: " + other.pids());
    }
}
