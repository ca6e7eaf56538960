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
import org.relaywarden.testbed.servers.EximServer.RelayMode;

/** Each kind of Exim is what its name says, seen from another host, and shown by mail on a third (S1). */
class EximServerIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String STRANGER = "stranger@elsewhere.example";

    private static final ServerSettings SETTINGS = ServerSettings.of("mail.customer.example", "customer.example")
            .withBanner("mx8 at your service")
            .withNextHop("probe.isp.example", "192.0.2.25", 25);

    @TempDir
    static Path folder;

    @AutoClose
    private static RelayLab<EximServer, RelayMode> lab;

    @BeforeAll
    static void openLab() {
        var provider = ServerSettings.of("mx.isp.example", "probe.isp.example");
        lab = RelayLab.open(
                (host, mode) -> EximServer.start(host, folder, SETTINGS, mode),
                host -> EximServer.start(host, folder, provider, RelayMode.CLOSED));
    }

    @ParameterizedTest(name = "{0}: {1} is {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        CLOSED          | ann@customer.example                   | 250 | its own domain
        CLOSED          | tok@probe.isp.example                  | 550 | not its own
        CLOSED          | tok%probe.isp.example@customer.example | 250 | taken as a local address of a catch-all domain, B1
        PERCENT_HACK    | tok@probe.isp.example                  | 550 | the plain form
        SENDER_TRUSTING | tok@probe.isp.example                  | 550 | a sender from outside
        """)
    void answersAtRecipient(RelayMode mode, String to, String code, String why) {
        lab.running(mode);
        String reply = lab.swaks().recipient(STRANGER, to);
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
        EximServer server = lab.running(mode);
        String reply = lab.swaks().send(from, to, word);
        assertTrue(reply.startsWith("250"), reply);
        String mail = Files.readString(lab.collector.awaitDelivered(before + 1, SOON).getLast());
        assertTrue(mail.contains(word) && mail.contains("Envelope-to: tok@probe.isp.example")
                && mail.contains("(helo=mail.customer.example)"), mail);
        server.awaitLogged("Completed", SOON);
        assertEquals("", server.queue());
    }

    @Test
    void takesAllAndPassesNothingOn() {
        int before = lab.collector.delivered().size();
        EximServer server = lab.running(RelayMode.ACCEPT_AND_DROP);
        String reply = lab.swaks().send(STRANGER, "tok@probe.isp.example", "dropped");
        assertTrue(reply.startsWith("250"), reply);
        server.awaitLogged("=> :blackhole:", SOON);
        server.awaitLogged("Completed", SOON);
        assertEquals("", server.queue());
        assertEquals(before, lab.collector.delivered().size(), "accepted is not relayed (S1)");
    }

    @Test
    void takesPercentFormsOfItsCatchAllDomainAndKeepsThem() {
        int before = lab.collector.delivered().size();
        EximServer server = lab.running(RelayMode.CLOSED);
        lab.swaks().send(STRANGER, "tok%probe.isp.example@customer.example", "own");
        assertEquals(1, server.awaitDelivered(1, SOON).size());
        assertEquals(before, lab.collector.delivered().size(), "taken as its own, never relayed");
    }

    @Test
    void flipsWhileItRuns() {
        try (var server = EximServer.start(lab.other, folder, SETTINGS, RelayMode.CLOSED)) {
            var swaks = new Swaks(lab.client, lab.other.address());
            for (RelayMode mode : new RelayMode[] {RelayMode.OPEN, RelayMode.CLOSED, RelayMode.ACCEPT_AND_DROP}) {
                server.reconfigure(mode);
                String code = swaks.recipient(STRANGER, "tok@probe.isp.example").substring(0, 3);
                assertEquals(mode == RelayMode.CLOSED ? "550" : "250", code, mode::name);
            }
        }
        assertTrue(lab.other.pids().isEmpty(), () -> "left: " + lab.other.pids());
    }

    @Test
    void listensOnSeveralPortsWithIpv6() {
        var settings = SETTINGS.withPorts(25, 587).withNextHop("six.example", "2001:db8:9::9", 25);
        try (var _ = EximServer.start(lab.other, folder, settings, RelayMode.CLOSED)) {
            assertTrue(new Swaks(lab.client, "198.51.100.17:587").recipient(STRANGER, "a@customer.example").startsWith("250"));
        }
    }
}
