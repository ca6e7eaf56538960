// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.ServerSettings;

/**
 * Decision 10, the whole way with real servers: mail from outside, a customer's Postfix that has no such user, and the
 * bounce by the provider's relay into the mailbox of the sender. Nobody whose name was forged is told.
 */
@EnabledIfSystemProperty(named = "relaywarden.suite", matches = "full", disabledReason = "more: ./verify --full")
@Timeout(600)
final class BouncesOnRealPostfixIT {

    private static final String ISP = "192.0.2.10";
    private static final String DELIVERS_FROM = "192.0.2.20";
    private static final String SENDERS = "203.0.113.5";
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
        Requirements.needsDnsmasq();
    }

    @Test
    void theSenderIsToldWhenItsServerIsBackAndNobodyWhoseNameWasForged() throws Exception {
        try (Netlab lab = Netlab.open()) {
            LabHost isp = lab.addHost("isp", ISP, DELIVERS_FROM);
            LabHost world = lab.addHost("world", SENDERS);
            LabHost anna = lab.addHost("anna", "198.51.100.11");
            // One of the senders is who it says; the other's domain never sends.
            String names = NameServer.on(isp, folder, "--txt-record=sender.example,v=spf1 ip4:" + SENDERS + " -all",
                    "--txt-record=forged.example,v=spf1 -all");
            LabSettings settings = LabSettings.of(ISP)
                    .with("outgoing.relay", "\"" + SENDERS + ":25\"")
                    .with("dns.servers", "[\"" + names + "\"]")
                    .with("network.delivery-ranges", "[192.0.2.16/28]")
                    .with("delivery.source-addresses", "[" + DELIVERS_FROM + "]");
            // It knows its postmaster, and nobody else.
            try (var _ = PostfixServer.start(anna, folder,
                    ServerSettings.of("mail.anna.example", "anna.example").withCatchAll(false),
                    PostfixServer.RelayMode.CLOSED)) {
                try (var program = ProgramInLab.serve(isp, folder, settings)) {
                    program.importCustomers("""
                            login,product,line,domains,addresses
                            anna,advanced-business-mail,dial-up,anna.example,198.51.100.11
                            """);
                    send(world, "ann@sender.example", "typo@anna.example");
                    send(world, "victim@forged.example", "other@anna.example");
                    Awaited.within(LIMIT, () -> program.json("queue", "list", "--json").isEmpty());
                    // The provider's relay is away: what waits, waits on disk, over a restart too.
                    assertEquals(1, waiting().size(), "one of the two senders is told (RFC 7208); " + program.log());
                }
                try (var postfix = PostfixServer.start(world, folder,
                                ServerSettings.of("mail.sender.example", "sender.example")
                                        .withDomains("forged.example"), PostfixServer.RelayMode.CLOSED);
                        var _ = ProgramInLab.serveAgain(isp, folder)) {
                    Path arrived = postfix.awaitDelivered(1, LIMIT).getFirst();
                    Awaited.within(LIMIT, () -> waiting().isEmpty());
                    assertEquals(1, postfix.delivered().size());
                    isReport(Files.readString(arrived, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    private static void send(LabHost from, String sender, String to) {
        from.run(Command.of(List.of("swaks", "--server", ISP, "--helo", "mail.sender.example", "--from", sender,
                "--to", to, "--header", "Subject: hello"))).orThrow();
    }

    private List<Path> waiting() {
        try (var files = Files.walk(folder.resolve("data/mail"))) {
            return files.filter(file -> file.toString().contains("outgoing"))
                    .filter(file -> file.getParent().endsWith("new"))
                    .toList();
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    /** RFC 3464: three parts, read by somebody else's code. */
    private static void isReport(String delivered) throws Exception {
        assertTrue(delivered.contains("Return-Path: <>"), "RFC 5321 section 4.5.5: " + delivered);
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()),
                new ByteArrayInputStream(delivered.getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals("ann@sender.example", message.getAllRecipients()[0].toString());
        assertTrue(message.isMimeType("multipart/report"), message.getContentType());
        Multipart parts = message.getContent() instanceof Multipart read
                ? read
                : new MimeMultipart(message.getDataHandler().getDataSource());
        assertEquals(3, parts.getCount());
        assertTrue(parts.getBodyPart(1).isMimeType("message/delivery-status"), parts.getBodyPart(1).getContentType());
        String status = text(parts.getBodyPart(1).getInputStream());
        assertTrue(status.contains("Reporting-MTA: dns; "), status);
        assertTrue(status.contains("Final-Recipient: rfc822; typo@anna.example"), status);
        assertTrue(status.contains("Action: failed") && status.contains("Status: 5.1.1"), status);
        assertTrue(status.contains("Diagnostic-Code: smtp; 550 5.1.1 <typo@anna.example>"), status);
        assertTrue(text(parts.getBodyPart(2).getInputStream()).contains("Subject: hello"), "whose mail it was");
    }

    private static String text(InputStream in) throws Exception {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
