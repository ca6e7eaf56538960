// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.servers.PostfixServer.RelayMode;

/** Each kind of Postfix is what its name says, seen from another host, and shown by mail on a third (S1). */
class PostfixServerIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String STRANGER = "stranger@elsewhere.example";

    private static final ServerSettings SETTINGS = ServerSettings.of("mail.customer.example", "customer.example")
            .withNextHop("probe.isp.example", "192.0.2.25", 25);

    @TempDir
    static Path folder;

    @AutoClose
    private static RelayLab<PostfixServer, RelayMode> lab;

    @BeforeAll
    static void openLab() {
        var provider = ServerSettings.of("mx.isp.example", "probe.isp.example");
        lab = RelayLab.open(
                (host, mode) -> PostfixServer.start(host, folder, SETTINGS, mode),
                host -> PostfixServer.start(host, folder, provider, RelayMode.CLOSED));
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
        lab.running(mode);
        String reply = lab.swaks().recipient(from, to);
        assertTrue(reply.startsWith(code), reply);
    }

    @ParameterizedTest(name = "{0}: {1} to {2} arrives elsewhere: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        OPEN            | stranger@elsewhere.example | tok@probe.isp.example                  | trusts the whole world
        PERCENT_HACK    | stranger@elsewhere.example | tok%probe.isp.example@customer.example | the % form
        SENDER_TRUSTING | boss@customer.example      | tok@probe.isp.example                  | claims to be of the house
        """)
    void handsOn(RelayMode mode, String from, String to, String why) throws Exception {
        int before = lab.collector.delivered().size();
        String word = "word-" + mode;
        PostfixServer server = lab.running(mode);
        String reply = lab.swaks().send(from, to, word);
        assertTrue(reply.startsWith("250 2.0.0"), reply);
        String mail = Files.readString(lab.collector.awaitDelivered(before + 1, SOON).getLast());
        assertTrue(mail.contains(word) && mail.contains("X-Original-To: tok@probe.isp.example")
                && mail.contains("from mail.customer.example"), mail);
        server.awaitLogged(": removed", SOON);
        assertTrue(server.queue().contains("empty"), server.queue());
    }

    @Test
    void flipsWhileItRuns() {
        try (var server = PostfixServer.start(lab.other, folder, SETTINGS, RelayMode.CLOSED)) {
            var swaks = new Swaks(lab.client, lab.other.address());
            for (RelayMode mode : new RelayMode[] {RelayMode.OPEN, RelayMode.CLOSED, RelayMode.OPEN, RelayMode.CLOSED_554}) {
                server.reconfigure(mode);
                String code = swaks.recipient(STRANGER, "tok@probe.isp.example").substring(0, 3);
                assertEquals(mode == RelayMode.OPEN ? "250" : mode == RelayMode.CLOSED ? "454" : "554", code, mode::name);
            }
        }
    }

    @Test
    void greetsAndListensAsToldOnIpv6Too() {
        var settings = SETTINGS.withBanner("mx7 at your service").withPorts(25, 2525).withCatchAll(false);
        try (var _ = PostfixServer.start(lab.other, folder, settings, RelayMode.CLOSED)) {
            for (String address : new String[] {"198.51.100.17", "2001:db8:17::17"}) {
                for (String port : new String[] {"25", "2525"}) {
                    assertEquals("220 mx7 at your service", greeting(address, port), address);
                }
            }
            var swaks = new Swaks(lab.client, "198.51.100.17:2525");
            assertTrue(swaks.recipient(STRANGER, "nobody@customer.example").startsWith("550 5.1.1"), "no catch-all");
            assertTrue(swaks.recipient(STRANGER, "postmaster@customer.example").startsWith("250"), "RFC 5321 4.5.1");
        }
    }

    /** By the Perl that swaks runs on, whose own IPv6 needs a module more. */
    private static String greeting(String address, String port) {
        String program = "my $s = IO::Socket::IP->new(PeerHost => $ARGV[0], PeerPort => $ARGV[1], Timeout => 9) or die $@;"
                + "print scalar <$s>";
        return lab.client.run(Command.of("perl", "-MIO::Socket::IP", "-e", program, address, port)).output().strip();
    }

    @Test
    void deferredMailGoesWithinSecondsOnceItCan() {
        int before = lab.collector.delivered().size();
        var settings = SETTINGS.withNextHop("probe.isp.example", "192.0.2.25", 2526);
        try (var server = PostfixServer.start(lab.other, folder, settings, RelayMode.OPEN)) {
            new Swaks(lab.client, lab.other.address()).send(STRANGER, "tok@probe.isp.example", "later");
            server.awaitLogged("status=deferred", SOON);
            assertTrue(server.queue().contains("tok@probe.isp.example"), server.queue());
            var late = ServerSettings.of("late.isp.example", "probe.isp.example").withPorts(2526);
            try (var door = PostfixServer.start(lab.collector.host(), folder, late, RelayMode.CLOSED)) {
                assertEquals(1, door.awaitDelivered(1, SOON).size());
            }
        }
        assertEquals(before, lab.collector.delivered().size(), "two servers on one host are two");
    }

    @Test
    void nothingRunsOnAfterItIsClosed() {
        var server = PostfixServer.start(lab.other, folder, SETTINGS, RelayMode.CLOSED);
        assertTrue(lab.other.pids().size() >= 3, () -> "master, qmgr, pickup: " + lab.other.pids());
        server.close();
        server.close();
        assertTrue(lab.other.pids().isEmpty(), () -> "left: " + lab.other.pids());
    }
}
