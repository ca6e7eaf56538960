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
import org.relaywarden.testbed.servers.OpenSmtpdServer.RelayMode;

/** Each kind of OpenSMTPD is what its name says, seen from another host, and shown by mail on a third (S1). */
class OpenSmtpdServerIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String STRANGER = "stranger@elsewhere.example";

    private static final ServerSettings SETTINGS = ServerSettings.of("mail.customer.example", "customer.example")
            .withNextHop("probe.isp.example", "192.0.2.25", 2525);

    @TempDir
    static Path folder;

    @AutoClose
    private static RelayLab<OpenSmtpdServer, RelayMode> lab;

    @BeforeAll
    static void openLab() {
        // Another port than 25: each way has its own.
        var provider = ServerSettings.of("mx.isp.example", "probe.isp.example").withPorts(2525);
        lab = RelayLab.open(
                (host, mode) -> OpenSmtpdServer.start(host, folder, SETTINGS, mode),
                host -> EximServer.start(host, folder, provider, EximServer.RelayMode.CLOSED));
    }

    @ParameterizedTest(name = "{0}: {1} to {2} is {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        CLOSED          | stranger@elsewhere.example | ann@customer.example                   | 250 2.1.5 | its own domain, B1
        CLOSED          | stranger@elsewhere.example | tok@probe.isp.example                  | 550       | not its own
        CLOSED          | boss@customer.example      | tok@probe.isp.example                  | 550       | a claimed sender opens nothing
        CLOSED          | stranger@elsewhere.example | tok%probe.isp.example@customer.example | 250 2.1.5 | taken as a local address of a catch-all domain, B1
        SENDER_TRUSTING | stranger@elsewhere.example | tok@probe.isp.example                  | 550       | a sender from outside
        """)
    void answersAtRecipient(RelayMode mode, String from, String to, String code, String why) {
        lab.running(mode);
        String reply = lab.swaks().recipient(from, to);
        assertTrue(reply.startsWith(code), reply);
    }

    @ParameterizedTest(name = "{0}: {1} to {2} arrives elsewhere: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        OPEN            | stranger@elsewhere.example | tok@probe.isp.example | trusts the whole world
        SENDER_TRUSTING | boss@customer.example      | tok@probe.isp.example | claims to be of the house
        """)
    void handsOn(RelayMode mode, String from, String to, String why) throws Exception {
        int before = lab.collector.delivered().size();
        OpenSmtpdServer server = lab.running(mode);
        String reply = lab.swaks().send(from, to, "word-" + mode);
        assertTrue(reply.startsWith("250 2.0.0"), reply);
        String mail = Files.readString(lab.collector.awaitDelivered(before + 1, SOON).getLast());
        assertTrue(mail.contains("word-" + mode) && mail.contains("Envelope-to: tok@probe.isp.example"), mail);
        server.awaitLogged("mta delivery", SOON);
        assertEquals("", server.queue());
    }

    @Test
    void closedItPassesNothingOnAndKeepsItsOwn() throws Exception {
        OpenSmtpdServer server = lab.running(RelayMode.CLOSED);
        int before = server.delivered().size();
        var swaks = lab.swaks();
        assertTrue(swaks.send(STRANGER, "tok@probe.isp.example", "refused").startsWith("550"), "refused");
        assertTrue(swaks.send(STRANGER, "ann@customer.example", "own").startsWith("250"), "taken");
        String mail = Files.readString(server.awaitDelivered(before + 1, SOON).getLast());
        assertTrue(mail.contains("Subject: own") && mail.contains("for <ann@customer.example>"), mail);
        assertTrue(Files.readString(server.mailLog()).lines().noneMatch(line -> line.contains("mta delivery")));
    }

    @Test
    void flipsAndKeepsItsQueue() {
        var settings = SETTINGS.withNextHop("probe.isp.example", "192.0.2.25", 2626);
        try (var server = OpenSmtpdServer.start(lab.other, folder, settings, RelayMode.OPEN)) {
            var swaks = new Swaks(lab.client, lab.other.address());
            swaks.send(STRANGER, "tok@probe.isp.example", "waits");
            server.awaitLogged("mta delivery", SOON);
            for (RelayMode mode : new RelayMode[] {RelayMode.CLOSED, RelayMode.OPEN, RelayMode.SENDER_TRUSTING}) {
                server.reconfigure(mode);
                String code = swaks.recipient(STRANGER, "tok@probe.isp.example").substring(0, 3);
                assertEquals(mode == RelayMode.OPEN ? "250" : "550", code, mode::name);
                assertTrue(server.queue().contains("tok@probe.isp.example"), server.queue());
            }
            assertTrue(server.program().startsWith("OpenSMTPD "), server::program);
        }
        assertTrue(lab.other.pids().isEmpty(), () -> "left: " + lab.other.pids());
    }

    @Test
    void listensOnSeveralPortsAndMayKnowItsUsers() {
        var settings = SETTINGS.withPorts(25, 587).withCatchAll(false).withNextHop("six.example", "2001:db8:9::9", 25);
        try (var server = OpenSmtpdServer.start(lab.other, folder, settings, RelayMode.CLOSED)) {
            var swaks = new Swaks(lab.client, "198.51.100.17:587");
            assertTrue(swaks.recipient(STRANGER, "nobody@customer.example").startsWith("524 5.2.4"), "no catch-all");
            assertTrue(swaks.recipient(STRANGER, "postmaster@customer.example").startsWith("250"), "RFC 5321 4.5.1");
            assertEquals(0, server.delivered().size());
        }
    }
}
