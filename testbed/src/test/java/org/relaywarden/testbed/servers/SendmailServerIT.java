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
import org.relaywarden.testbed.servers.SendmailServer.RelayMode;

/** Each kind of Sendmail is what its name says, seen from another host, and shown by mail on a third (S1). */
class SendmailServerIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String STRANGER = "stranger@elsewhere.example";

    private static final ServerSettings SETTINGS = ServerSettings.of("mail.customer.example", "customer.example")
            .withBanner("mx9 at your service")
            .withNextHop("probe.isp.example", "192.0.2.25", 2525);

    @TempDir
    static Path folder;

    @AutoClose
    private static RelayLab<SendmailServer, RelayMode> lab;

    @BeforeAll
    static void openLab() {
        // Another port than 25: each way has its own.
        var provider = ServerSettings.of("mx.isp.example", "probe.isp.example").withPorts(2525);
        lab = RelayLab.open(
                (host, mode) -> SendmailServer.start(host, folder, SETTINGS, mode),
                host -> EximServer.start(host, folder, provider, EximServer.RelayMode.CLOSED));
    }

    @ParameterizedTest(name = "{0}: {1} to {2} is {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        CLOSED          | stranger@elsewhere.example | ann@customer.example                   | 250 2.1.5 | its own domain, B1
        CLOSED          | stranger@elsewhere.example | tok@probe.isp.example                  | 550 5.7.1 | not its own
        CLOSED          | boss@customer.example      | tok@probe.isp.example                  | 550 5.7.1 | a claimed sender opens nothing
        CLOSED          | stranger@elsewhere.example | tok%probe.isp.example@customer.example | 550 5.7.1 | it undoes the % before it judges
        PERCENT_HACK    | stranger@elsewhere.example | ann@customer.example                   | 250 2.1.5 | its own domain
        PERCENT_HACK    | stranger@elsewhere.example | tok@probe.isp.example                  | 550 5.7.1 | the plain form
        SENDER_TRUSTING | stranger@elsewhere.example | tok@probe.isp.example                  | 550 5.7.1 | a sender from outside
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
        SendmailServer server = lab.running(mode);
        String reply = lab.swaks().send(from, to, "word-" + mode);
        assertTrue(reply.startsWith("250 2.0.0"), reply);
        String mail = Files.readString(lab.collector.awaitDelivered(before + 1, SOON).getLast());
        assertTrue(mail.contains("word-" + mode) && mail.contains("Envelope-to: tok@probe.isp.example"), mail);
        server.awaitLogged("=== CONNECT [192.0.2.25]", SOON);
    }

    @Test
    void closedItPassesNothingOnAndKeepsItsOwn() throws Exception {
        SendmailServer server = lab.running(RelayMode.CLOSED);
        int before = server.delivered().size();
        var swaks = lab.swaks();
        assertTrue(swaks.send(STRANGER, "tok@probe.isp.example", "refused").startsWith("550"), "refused");
        assertTrue(swaks.send(STRANGER, "ann@customer.example", "own").startsWith("250"), "taken");
        String mail = Files.readString(server.awaitDelivered(before + 1, SOON).getLast());
        assertTrue(mail.contains("Subject: own") && mail.contains("for <ann@customer.example>"), mail);
        assertTrue(Files.readString(server.mailLog()).lines().noneMatch(line -> line.contains("=== CONNECT")));
        assertTrue(server.queue().contains("is empty"), server.queue());
    }

    @Test
    void flipsWhileItRuns() {
        try (var server = SendmailServer.start(lab.other, folder, SETTINGS, RelayMode.CLOSED)) {
            var swaks = new Swaks(lab.client, lab.other.address());
            for (RelayMode mode : new RelayMode[] {RelayMode.OPEN, RelayMode.CLOSED}) {
                server.reconfigure(mode);
                String code = swaks.recipient(STRANGER, "tok@probe.isp.example").substring(0, 3);
                assertEquals(mode == RelayMode.CLOSED ? "550" : "250", code, mode::name);
            }
            assertTrue(server.program().startsWith("Sendmail 8."), server::program);
        }
        assertTrue(lab.other.pids().isEmpty(), () -> "left: " + lab.other.pids());
    }

    @Test
    void listensOnSeveralPortsAndMayKnowItsUsers() {
        var settings = SETTINGS.withPorts(25, 587).withCatchAll(false);
        try (var server = SendmailServer.start(lab.other, folder, settings, RelayMode.CLOSED)) {
            var swaks = new Swaks(lab.client, "198.51.100.17:587");
            assertTrue(swaks.recipient(STRANGER, "nobody@customer.example").startsWith("550 5.1.1"), "no catch-all");
            assertTrue(swaks.recipient(STRANGER, "postmaster@customer.example").startsWith("250"), "RFC 5321 4.5.1");
            assertEquals(0, server.delivered().size());
        }
    }

    @Test
    void deferredMailGoesWithinSecondsOnceItCan() {
        var settings = SETTINGS.withNextHop("probe.isp.example", "192.0.2.25", 2626);
        try (var server = SendmailServer.start(lab.other, folder, settings, RelayMode.OPEN)) {
            new Swaks(lab.client, lab.other.address()).send(STRANGER, "tok@probe.isp.example", "later");
            assertTrue(server.queue().contains("tok@probe.isp.example"), server.queue());
            var late = ServerSettings.of("late.isp.example", "probe.isp.example").withPorts(2626);
            try (var door = EximServer.start(lab.collector.host(), folder, late, EximServer.RelayMode.CLOSED)) {
                assertEquals(1, door.awaitDelivered(1, SOON).size());
            }
        }
    }
}
