// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.EximServer;
import org.relaywarden.testbed.servers.MailServer;
import org.relaywarden.testbed.servers.OpenSmtpdServer;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.ServerSettings;
import tools.jackson.databind.JsonNode;

/** B3, B4, B14: real Postfix, Exim and OpenSMTPD as customers' hosts take the mail byte for byte, from the announced address. */
@Timeout(600)
final class DeliveryOnRealServersIT {

    private static final String ISP = "192.0.2.10";
    private static final String DELIVERS_FROM = "192.0.2.20";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String MESSAGE = "Subject: dots and bytes\n"
            + "From: ann@sender.example\n"
            + "To: info@anna.example\n"
            + "Date: Tue, 24 Nov 2026 10:00:00 +0000\n"
            + "Message-ID: <1@sender.example>\n"
            + "\n"
            + ".first\n"
            + "..\n"
            + ".\n"
            + "8-bit \u00e9\u00ff\u0080\n"
            + "long " + "x".repeat(900) + "\n"
            + "\n"
            + "end\n";

    @TempDir
    private Path folder;

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
    }

    @Test
    void hostsTakeEveryByteAndMailWaitsForAHostThatIsOff() throws Exception {
        // swaks puts the last line end itself.
        Path message = Files.writeString(folder.resolve("message"), MESSAGE.stripTrailing(), StandardCharsets.ISO_8859_1);
        try (Netlab lab = Netlab.open()) {
            LabHost isp = lab.addHost("isp", ISP, DELIVERS_FROM);
            LabHost world = lab.addHost("world", "203.0.113.5");
            LabHost anna = lab.addHost("anna", "198.51.100.11");
            LabHost bob = lab.addHost("bob", "198.51.100.12");
            try (var postfix = PostfixServer.start(anna, folder,
                            ServerSettings.of("mail.anna.example", "anna.example"), PostfixServer.RelayMode.CLOSED);
                    var program = ProgramInLab.serve(isp, folder, LabSettings.of(ISP)
                            .with("network.delivery-ranges", "[192.0.2.16/28]")
                            .with("delivery.source-addresses", "[" + DELIVERS_FROM + "]"))) {
                program.importCustomers("""
                        login,product,line,domains,addresses
                        anna,advanced-business-mail,dial-up,anna.example,198.51.100.11
                        bob,advanced-business-mail,dial-up,bob.example,198.51.100.12
                        """);

                send(world, "info@anna.example", message);
                assertSame(postfix);
                nothingWaits(program); // passed straight on (B3)

                send(world, "info@bob.example", message); // his host is off
                send(world, "second@bob.example", message);
                Command.Outcome off = ProgramInLab.command(isp, folder, "queue", "flush", "bob");
                assertEquals(1, off.exitCode(), off::toString);
                assertTrue(off.errors().contains("0 delivered, 2 still wait: connect: "), off::toString);
                JsonNode waiting = program.json("queue", "list", "--json").getFirst();
                assertEquals("bob", waiting.get("login").asString());
                assertEquals(2, waiting.get("messages").asInt(), waiting::toString);

                try (var exim = EximServer.start(bob, folder,
                        ServerSettings.of("mail.bob.example", "bob.example"), EximServer.RelayMode.CLOSED)) {
                    String flushed = program.run("queue", "flush", "bob");
                    assertTrue(flushed.contains("2 delivered, nothing waits any more."), flushed);
                    exim.awaitDelivered(2, LIMIT);
                    assertSame(exim);
                    assertTrue(program.json("queue", "list", "--json").isEmpty());
                    assertTrue(program.mailOf("bob").isEmpty(), "gone from the disk");
                }
            }
        }
    }

    /** Starts a real server of one kind on a host, for one domain. */
    private interface Starter {
        MailServer start(LabHost host, Path folder, ServerSettings settings);
    }

    private static final Map<String, Starter> KINDS = Map.of(
            "anna", (host, folder, settings) ->
                    PostfixServer.start(host, folder, settings, PostfixServer.RelayMode.CLOSED_554),
            "bob", (host, folder, settings) -> EximServer.start(host, folder, settings, EximServer.RelayMode.CLOSED),
            "carl", (host, folder, settings) ->
                    OpenSmtpdServer.start(host, folder, settings, OpenSmtpdServer.RelayMode.CLOSED));

    /** Decision 10, with each one's own words: 554 5.7.1, 550 without a code, 550 of an invalid recipient. */
    @Test
    void hostsThatDoNotKnowTheirOwnDomainLoseNothingAndTakeEveryByteOnceTheyDo() throws Exception {
        DkimSimple dkim = new DkimSimple();
        String signed = dkim.signed(MESSAGE.replace("\n", "\r\n"));
        Path message = Files.writeString(
                folder.resolve("message"), signed.replace("\r\n", "\n").strip(), StandardCharsets.ISO_8859_1);
        try (Netlab lab = Netlab.open()) {
            LabHost isp = lab.addHost("isp", ISP, DELIVERS_FROM);
            LabHost world = lab.addHost("world", "203.0.113.5");
            Map<String, LabHost> hosts = Map.of(
                    "anna", lab.addHost("anna", "198.51.100.11"),
                    "bob", lab.addHost("bob", "198.51.100.12"),
                    "carl", lab.addHost("carl", "198.51.100.13"));
            try (var program = ProgramInLab.serve(isp, folder, LabSettings.of(ISP)
                    .with("network.delivery-ranges", "[192.0.2.16/28]")
                    .with("delivery.source-addresses", "[" + DELIVERS_FROM + "]"))) {
                program.importCustomers("""
                        login,product,line,domains,addresses
                        anna,advanced-business-mail,dial-up,anna.example,198.51.100.11
                        bob,advanced-business-mail,dial-up,bob.example,198.51.100.12
                        carl,advanced-business-mail,dial-up,carl.example,198.51.100.13
                        """);
                for (String login : KINDS.keySet()) {
                    heldAndThenTaken(program, isp, world, hosts.get(login), login, message, dkim);
                }
                assertFalse(program.log().contains(" bounced "), program.log());
            }
        }
    }

    private void heldAndThenTaken(ProgramInLab program, LabHost isp, LabHost world, LabHost host, String login,
            Path message, DkimSimple dkim) throws Exception {
        String domain = login + ".example";
        Starter kind = KINDS.get(login);
        try (MailServer wrong = kind.start(host, folder, ServerSettings.of("wrong." + domain, "forgotten.example"))) {
            for (int i = 1; i <= 2; i++) {
                send(world, "user" + i + "@" + domain, message);
            }
            Command.Outcome held = ProgramInLab.command(isp, folder, "queue", "flush", login);
            assertTrue(held.errors().contains("0 delivered, 2 still wait"), wrong.program() + ": " + held);
            assertEquals(List.of(), wrong.delivered());
        }
        try (MailServer mended = kind.start(host, folder, ServerSettings.of("mail." + domain, domain))) {
            String flushed = program.run("queue", "flush", login);
            assertTrue(flushed.contains("2 delivered, nothing waits any more."), mended.program() + ": " + flushed);
            for (Path delivered : mended.awaitDelivered(2, LIMIT)) {
                String text = Files.readString(delivered, StandardCharsets.ISO_8859_1)
                        .replace("\r\n", "\n").replace("\n", "\r\n");
                assertTrue(dkim.holds(text), mended.program() + ": " + text);
                assertTrue(text.contains("[" + DELIVERS_FROM + "]"), "B14: " + mended.program() + ": " + text);
            }
        }
    }

    /** The host may have it a moment before it is off the queue. */
    private static void nothingWaits(ProgramInLab program) {
        Awaited.within(LIMIT, () -> program.json("queue", "list", "--json").isEmpty());
    }

    private static void send(LabHost from, String to, Path message) {
        from.run(Command.of(List.of("swaks", "--server", ISP, "--helo", "mail.sender.example", "--from",
                "ann@sender.example", "--to", to, "--data", "@" + message))).orThrow();
    }

    /** Below what the host itself and our intake put on top, it is the message that was sent. */
    private static void assertSame(MailServer server) throws Exception {
        for (Path delivered : server.awaitDelivered(1, LIMIT)) {
            String text = Files.readString(delivered, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
            assertTrue(text.endsWith("\n" + MESSAGE), text);
            String above = text.substring(0, text.length() - MESSAGE.length());
            assertTrue(above.contains("[" + DELIVERS_FROM + "]"), "B14: the host saw our announced address\n" + above);
            assertTrue(!above.contains("X-Relaywarden-"), "the spool's own lines stay here\n" + above);
        }
    }
}
