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
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.EximServer.RelayMode;

/** Each kind of Exim is what its name says, seen from another host, and shown by mail on a third (S1). */
class EximServerIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String STRANGER = "stranger@elsewhere.example";

    @TempDir
    static Path folder;

    private static Netlab lab;
    private static LabHost client;
    private static LabHost customer;
    private static LabHost other;
    private static EximServer collector;
    private static EximServer running;
    private static RelayMode runningMode;

    @BeforeAll
    static void openLab() {
        Requirements.needsRealServers();
        lab = Netlab.open();
        client = lab.addHost("client", "203.0.113.5");
        customer = lab.addHost("customer", "198.51.100.7");
        other = lab.addHost("other", "198.51.100.17", "2001:db8:17::17");
        LabHost provider = lab.addHost("provider", "192.0.2.25");
        collector = EximServer.start(
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
                .withBanner("mx8 at your service")
                .withNextHop("probe.isp.example", "192.0.2.25", 25);
    }

    /** A server of this kind on {@link #customer}: the rows of one kind share one. */
    private static EximServer of(RelayMode mode) {
        if (runningMode != mode) {
            if (running != null) {
                running.close();
            }
            running = EximServer.start(customer, folder, settings(), mode);
            runningMode = mode;
        }
        return running;
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
        of(mode);
        String reply = new Swaks(client, customer.address()).recipient(STRANGER, to);
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
        EximServer server = of(mode);
        String reply = new Swaks(client, customer.address()).send(from, to, word);
        assertTrue(reply.startsWith("250"), reply);
        String mail = Files.readString(collector.awaitDelivered(before + 1, SOON).getLast());
        assertTrue(mail.contains(word) && mail.contains("Envelope-to: tok@probe.isp.example")
                && mail.contains("(helo=mail.customer.example)"), mail);
        server.awaitLogged("Completed", SOON);
        assertEquals("", server.queue());
    }

    @Test
    void takesAllAndPassesNothingOn() {
        int before = collector.delivered().size();
        EximServer server = of(RelayMode.ACCEPT_AND_DROP);
        String reply = new Swaks(client, customer.address()).send(STRANGER, "tok@probe.isp.example", "dropped");
        assertTrue(reply.startsWith("250"), reply);
        server.awaitLogged("=> :blackhole:", SOON);
        server.awaitLogged("Completed", SOON);
        assertEquals("", server.queue());
        assertEquals(before, collector.delivered().size(), "accepted is not relayed (S1)");
    }

    @Test
    void takesPercentFormsOfItsCatchAllDomainAndKeepsThem() {
        int before = collector.delivered().size();
        EximServer server = of(RelayMode.CLOSED);
        new Swaks(client, customer.address()).send(STRANGER, "tok%probe.isp.example@customer.example", "own");
        assertEquals(1, server.awaitDelivered(1, SOON).size());
        assertEquals(before, collector.delivered().size(), "taken as its own, never relayed");
    }

    @Test
    void flipsWhileItRuns() {
        try (var server = EximServer.start(other, folder, settings(), RelayMode.CLOSED)) {
            var swaks = new Swaks(client, other.address());
            for (RelayMode mode : new RelayMode[] {RelayMode.OPEN, RelayMode.CLOSED, RelayMode.ACCEPT_AND_DROP}) {
                server.reconfigure(mode);
                String code = swaks.recipient(STRANGER, "tok@probe.isp.example").substring(0, 3);
                assertEquals(mode == RelayMode.CLOSED ? "550" : "250", code, mode::name);
            }
        }
        assertTrue(other.pids().isEmpty(), () -> "left: " + other.pids());
    }

    @Test
    void listensOnSeveralPortsWithIpv6() {
        var settings = settings().withPorts(25, 587).withNextHop("six.example", "2001:db8:9::9", 25);
        try (var _ = EximServer.start(other, folder, settings, RelayMode.CLOSED)) {
            assertTrue(new Swaks(client, "198.51.100.17:587").recipient(STRANGER, "a@customer.example").startsWith("250"));
        }
    }
}
