// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.DovecotServer;
import org.relaywarden.testbed.servers.EximServer;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.ServerSettings;
import tools.jackson.databind.JsonNode;

/**
 * B17 with real servers: a customer's Postfix whose {@code relayhost} we are, the world's Exim found by its MX record,
 * a mail program on the road whose password a real Dovecot knows, and a bounce all the way back.
 */
@Timeout(300)
final class SmarthostOnRealServersIT {

    private static final String ISP = "192.0.2.10";
    private static final String SMARTHOST = "192.0.2.30";
    private static final String ANNA = "198.51.100.11";
    private static final String FAR = "203.0.113.25";
    private static final String ROAD = "203.0.113.77";
    private static final String PASSWORD = "correct-horse";
    private static final String ACCOUNTS = "/var/lib/relaywarden/mail/accounts";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
        Requirements.needsDnsmasq();
    }

    @Test
    void aCustomersServerAndACustomerOnTheRoadSendIntoTheWorld() throws Exception {
        Path accounts = Files.createDirectories(folder.resolve("accounts"));
        try (Netlab lab = Netlab.open();
                var dovecot = DovecotServer.start(
                        folder, accounts, ACCOUNTS, dovecotSettings(), Map.of("anna", PASSWORD))) {
            LabHost isp = lab.addHost("isp", ISP, SMARTHOST);
            LabHost anna = lab.addHost("anna", ANNA);
            LabHost far = lab.addHost("far", FAR);
            LabHost road = lab.addHost("road", ROAD);
            String names = NameServer.on(
                    isp, folder, "--mx-host=far.example,mx.far.example,10", "--host-record=mx.far.example," + FAR,
                    "--mx-host=down.example,mx.down.example,10", "--host-record=mx.down.example," + ROAD);
            try (var program = ProgramInLab.serve(isp, folder, settings(names, accounts.resolve("auth")));
                    var postfix = PostfixServer.start(anna, folder,
                            ServerSettings.of("mail.anna.example", "anna.example")
                                    .withExtraLines("relayhost = [" + SMARTHOST + "]", "smtp_tls_security_level = may"),
                            PostfixServer.RelayMode.CLOSED);
                    var exim = EximServer.start(far, folder, ServerSettings.of("mx.far.example", "far.example"),
                            EximServer.RelayMode.CLOSED)) {
                program.importCustomers("""
                        login,product,line,domains,addresses,smarthost
                        anna,advanced-business-mail,adsl,anna.example,198.51.100.11,yes
                        """);

                assertEquals(0, swaks(anna, "127.0.0.1", "bob@far.example").exitCode());
                assertEquals(0, swaks(anna, "127.0.0.1", "nobody@nowhere.example").exitCode());
                String arrived = text(exim.awaitDelivered(1, LIMIT).getFirst());
                assertTrue(arrived.contains("by mail.isp.example (Relaywarden) with ESMTPS"), arrived);
                isBounce(text(postfix.awaitDelivered(1, LIMIT).getFirst()));

                Command.Outcome stranger = swaks(road, SMARTHOST + ":587", "bob@far.example");
                assertTrue(stranger.output().contains("530 5.7.0 Log in first"), stranger::toString);
                Command.Outcome wrong = MailProgram.send(
                        road, "smtps", SMARTHOST, 465, "anna", "wrong", "eve@far.example");
                assertTrue(wrong.output().contains("not logged in: 535 5.7.8"), () -> wrong + dovecot.log());
                Command.Outcome known = MailProgram.send(
                        road, "smtp", SMARTHOST, 587, "anna@isp.example", PASSWORD, "eve@far.example");
                assertEquals("sent\n", known.output(), () -> known + dovecot.log());
                String second = exim.awaitDelivered(2, LIMIT).stream()
                        .map(SmarthostOnRealServersIT::text)
                        .filter(text -> text.contains("eve@far.example"))
                        .findFirst()
                        .orElseThrow();
                assertTrue(second.contains("with ESMTPSA"), second);

                waitsForItsHost(program, anna, road);
                assertTrue(program.run("diagnose", "anna").contains("sends by our smarthost from its fixed address"));
                Awaited.within(LIMIT, () -> waiting().isEmpty());
                assertFalse(program.log().contains(PASSWORD), "no password in any line");
            }
        }
    }

    /** The operator sees what waits for whom and why, and sends it off when the other side is mended. */
    private void waitsForItsHost(ProgramInLab program, LabHost anna, LabHost host) throws Exception {
        assertEquals(0, swaks(anna, "127.0.0.1", "pete@down.example").exitCode());
        Awaited.within(LIMIT, () -> program.run("smarthost", "list").contains("Connection refused"));
        JsonNode waits = program.json("smarthost", "list", "--json").getFirst();
        assertEquals("down.example", waits.get("to").asString(), waits::toString);
        assertTrue(Instant.parse(waits.get("nextTry").asString()).isAfter(Instant.now()), waits::toString);
        JsonNode message = program.json("smarthost", "show", "down.example", "--json").getFirst();
        assertEquals("anna", message.get("login").asString(), message::toString);
        try (var mended = EximServer.start(host, folder, ServerSettings.of("mx.down.example", "down.example"),
                EximServer.RelayMode.CLOSED)) {
            assertEquals("1 message is tried now.\n", program.run("smarthost", "flush", "down.example"));
            assertTrue(text(mended.awaitDelivered(1, LIMIT).getFirst()).contains("pete@down.example"));
        }
    }

    private static LabSettings settings(String names, Path authSocket) {
        return LabSettings.of(ISP)
                .with("dns.servers", "[\"" + names + "\"]")
                .with("smarthost.listen", "[\"" + SMARTHOST + ":25\", \"" + SMARTHOST + ":587\"]")
                .with("smarthost.listen-tls", "[\"" + SMARTHOST + ":465\"]")
                .with("smarthost.source-addresses", "[" + SMARTHOST + "]")
                .with("smarthost.auth-socket", authSocket.toString())
                .with("network.smarthost-addresses", "[" + SMARTHOST + "]");
    }

    /** What operators copy from the two pages, with the socket where this test can see it. */
    private static List<String> dovecotSettings() throws IOException {
        List<String> lines = new ArrayList<>(block("dovecot.md", 1));
        lines.addAll(block("smarthost.md", 3).stream()
                .map(line -> line.replace("unix_listener relaywarden-auth", "unix_listener " + ACCOUNTS + "/auth"))
                .toList());
        return lines;
    }

    private static List<String> block(String page, int part) throws IOException {
        return Arrays.asList(Files.readString(Path.of("../docs", page)).split("```")[part].strip().split("\n"));
    }

    private static Command.Outcome swaks(LabHost from, String server, String to) {
        return from.run(Command.of(List.of("swaks", "--server", server, "--helo", "laptop.example", "--from",
                "ann@anna.example", "--to", to, "--header", "Subject: hello " + to)));
    }

    private static void isBounce(String text) {
        assertTrue(text.contains("Return-Path: <>"), "RFC 5321 section 4.5.5: " + text);
        assertTrue(text.contains("Final-Recipient: rfc822; nobody@nowhere.example") && text.contains("Status: 5.1.2"),
                text);
    }

    private List<Path> waiting() {
        try (Stream<Path> files = Files.walk(folder.resolve("data/mail/system"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/smarthost/") || file.toString().contains("/outgoing/"))
                    .toList();
        } catch (IOException moved) {
            return List.of(folder);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unread) {
            throw new AssertionError(unread);
        }
    }
}
