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

/** B1, B3: what real Postfix, Exim and OpenSMTPD send lies in the spool byte for byte, and a DKIM signature still holds. */
@Timeout(300)
final class SendersOnRealServersIT {

    private static final String ISP = "192.0.2.10";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String MESSAGE = """
            From: ann@sender.example
            To: info@anna.example
            Subject: dots  and bytes
            Date: Tue, 24 Nov 2026 10:00:00 +0000
            Message-ID: <1@sender.example>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: 8bit

            .first
            ..
            .
            8-bit \u00e9\u00ff\u0080, a blank at the end\s
            long %s

            end
            """.formatted("x".repeat(900)).replace("\n", "\r\n");

    @TempDir
    private Path folder;

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
    }

    @Test
    void whatTheySendIsKeptByteForByte() throws Exception {
        DkimSimple dkim = new DkimSimple();
        String signed = dkim.signed(MESSAGE);
        // swaks makes CRLF of each line end, and puts the last one itself.
        Path message = Files.writeString(
                folder.resolve("message"), signed.replace("\r\n", "\n").strip(), StandardCharsets.ISO_8859_1);
        try (Netlab lab = Netlab.open()) {
            LabHost isp = lab.addHost("isp", ISP);
            LabHost postfixHost = lab.addHost("postfix", "203.0.113.11");
            LabHost eximHost = lab.addHost("exim", "203.0.113.12");
            LabHost openSmtpdHost = lab.addHost("opensmtpd", "203.0.113.13");
            ServerSettings settings = ServerSettings.of("mail.sender.example", "sender.example")
                    .withNextHop("anna.example", ISP, 25)
                    .withNextHop("anna-new.example", ISP, 25)
                    .withNextHop("vera.example", ISP, 25);
            LabSettings narrow = LabSettings.of(ISP).with("quota.without-spam-filter", "1MB");
            try (var program = ProgramInLab.serve(isp, folder, narrow);
                    var postfix = PostfixServer.start(postfixHost, folder, settings, PostfixServer.RelayMode.OPEN);
                    var exim = EximServer.start(eximHost, folder, settings, EximServer.RelayMode.OPEN);
                    var smtpd = OpenSmtpdServer.start(
                            openSmtpdHost, folder, settings, OpenSmtpdServer.RelayMode.OPEN)) {
                // Her host is off: the mail waits where it can be looked at.
                program.importCustomers("""
                        login,product,line,domains,addresses
                        anna,advanced-business-mail,dial-up,anna.example,198.51.100.11
                        vera,advanced-business-mail,dial-up,vera.example,198.51.100.12
                        """);
                int sent = 0;
                for (MailServer sender : List.of(postfix, exim, smtpd)) {
                    hand(sender.host(), message, "info@anna.example");
                    sent++;
                    int expected = sent;
                    Awaited.within(LIMIT, () -> program.mailOf("anna").size() == expected);
                }
                for (Path file : program.mailOf("anna")) {
                    String kept = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertTrue(kept.endsWith("\r\n" + signed), kept);
                    assertTrue(dkim.holds(kept), kept);
                    assertFalse(dkim.holds(kept.replace("dots  and", "dots and")), "a blank less would be seen");
                    assertFalse(dkim.holds(kept.replace(".first", "..first")), "so would a dot more");
                }
                assertEquals(3, program.json("queue", "list", "--json").getFirst().get("messages").asInt());
                aFullMailboxBouncesToTheSender(program, postfix);
                theNewNameIsTakenAndTheOldOneBounces(program, postfix, message);
            }
        }
    }

    /** B13: refused in the session, so that the sending server writes the bounce, with our reason in it. */
    private void aFullMailboxBouncesToTheSender(ProgramInLab program, PostfixServer sender) throws Exception {
        Path large = Files.writeString(folder.resolve("large"),
                "From: ann@sender.example\nSubject: large\n\n" + ("x".repeat(70) + "\n").repeat(9_000));
        hand(sender.host(), large, "info@vera.example");
        Awaited.within(LIMIT, () -> program.mailOf("vera").size() == 1);
        hand(sender.host(), large, "info@vera.example");
        String bounce = Files.readString(sender.awaitDelivered(1, LIMIT).getLast(), StandardCharsets.ISO_8859_1);
        assertTrue(bounce.contains("552 5.2.2") && bounce.contains("info@vera.example"), bounce);
        assertEquals(1, program.json("queue", "show", "vera", "--json").size(), "what was taken waits on");
    }

    /** B15: from then on mail for the new name is taken; what comes for the old one goes back with the new one in it. */
    private void theNewNameIsTakenAndTheOldOneBounces(ProgramInLab program, PostfixServer sender, Path message)
            throws Exception {
        program.run("customers", "rename", "anna", "anna.example", "anna-new.example", "--by", "jan");
        hand(sender.host(), message, "info@anna-new.example");
        Awaited.within(LIMIT, () -> program.mailOf("anna").size() == 4);
        hand(sender.host(), message, "info@anna.example");
        String bounce = Files.readString(sender.awaitDelivered(2, LIMIT).getLast(), StandardCharsets.ISO_8859_1);
        assertTrue(bounce.contains("550 5.1.6") && bounce.contains("anna-new.example"), bounce);
    }

    /** Handed to it where it runs; what it does with it is its own. */
    private static void hand(LabHost host, Path message, String recipient) {
        host.run(Command.of(List.of("swaks", "--server", host.address(), "--helo", "pc.sender.example", "--from",
                "ann@sender.example", "--to", recipient, "--data", "@" + message))).orThrow();
    }
}
