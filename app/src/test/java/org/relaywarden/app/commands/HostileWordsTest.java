// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.SettingsFile;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.app.terminal.Caller;
import org.relaywarden.app.wiring.Instruments;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.scanner.probe.ProbeTimeouts;
import org.relaywarden.testbed.simulated.OnwardRoutes;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Hostile;

/**
 * Decision 22, from the wire to the reader: an open relay whose every word attacks a terminal, a page or the eye is proven, and
 * all that is shown of it is harmless.
 */
@Timeout(120)
final class HostileWordsTest {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\x{2028}\\x{2029}&&[^\\n]]");

    @TempDir
    private static Path folder;

    /** A name server that says nothing: nobody else's is asked. */
    private static DatagramSocket silent;

    private static Program program;
    private static SimulatedMailServer host;

    @BeforeAll
    static void anOpenRelayIsProven() throws Exception {
        Surroundings nobody = surroundings();
        silent = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        String yaml = """
                data: {folder: data}
                intake: {listen: '127.0.0.1:0'}
                dns: {servers: '127.0.0.1:%d', answer-within: 100ms}
                report: {folder: reports}
                scan: {more-ports: [], tls-ports: [], pace: {connection-spacing: 0s, retest-spacing: 0s, return-wait: 10s}}
                """.formatted(silent.getLocalPort());
        Files.writeString(folder.resolve("r.yaml"), yaml);
        Files.createDirectory(folder.resolve("data"));
        program = Program.open(
                assertInstanceOf(Reading.Ready.class, SettingsFile.parse(yaml, "test", nobody)).settings(),
                Instruments.real().withTimeouts(ProbeTimeouts.each(Duration.ofSeconds(20))));
        program.receiveMail();
        host = SimulatedMailServer.named("mail.acme.example")
                .at("127.0.13.1")
                .serving("acme.example")
                .behaving(Hostile.escapeCodes(Behaviours.OPEN))
                .retryEvery(Duration.ofMillis(200))
                .onward(OnwardRoutes.to(Map.of("isp.example", program.listening().getFirst())))
                .start();
        Files.writeString(folder.resolve("customers.csv"), """
                login,product,line,domains,addresses
                acme,advanced-business-mail,adsl,acme.example,127.0.13.1:%d
                """.formatted(host.address().getPort()));
        typed("customers import customers.csv");
        assertTrue(typed("scan --login acme").contains("OPEN"));
    }

    @AfterAll
    static void close() {
        if (host != null) {
            host.close();
        }
        if (program != null) {
            program.close();
        }
        if (silent != null) {
            silent.close();
        }
    }

    private static Surroundings surroundings() {
        return new Surroundings(Map.of(), folder, folder, folder.resolve("etc.yaml"));
    }

    private static String typed(String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Caller caller = new Caller(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                surroundings(), Optional.of(program));
        assertEquals(0, Commands.run(caller, line.split(" ")), err::toString);
        String errors = err.toString(StandardCharsets.UTF_8);
        assertFalse(UNSEEN.matcher(errors).find(), errors);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "scan --explain acme", "scan --explain acme --json", "scan --login acme", "scan --login acme --json",
        "cases list", "cases show 1", "cases show 1 --json", "blocks list --json", "diagnose acme", "diagnose acme --json"
    })
    void aTerminalIsSafe(String command) {
        String told = typed("--config r.yaml " + command);

        assertFalse(told.isBlank());
        assertFalse(UNSEEN.matcher(told).find(), told);
        if (command.contains("explain") || command.contains("diagnose")) {
            assertTrue(told.contains("x1b[31m"), () -> "and what it said is shown: " + told);
        }
    }

    @Test
    void theNightsPageIsSafe() throws Exception {
        typed("--config r.yaml report --out page");
        String html = Files.readString(folder.resolve("page/index.html"));

        assertFalse(UNSEEN.matcher(html).find(), html);
        assertFalse(html.contains("<script"), html);
        assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "and it is shown as it was said");
    }

    @Test
    void theWarningIsSafe() throws Exception {
        List<Path> mails;
        try (var files = Files.list(folder.resolve("data/mail/accounts/acme/new"))) {
            mails = files.toList();
        }
        assertEquals(1, mails.size(), mails::toString);
        byte[] raw = Files.readAllBytes(mails.getFirst());
        MimeMessage warning = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
        String words = warning.getSubject() + "\n" + warning.getContent().toString().replace("\r\n", "\n");

        assertTrue(warning.isMimeType("text/plain"), "no page that could run anything");
        assertFalse(UNSEEN.matcher(words).find(), words);
        assertTrue(words.contains("x1b[31m"), words);
        String head = new String(raw, StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2)[0];
        assertFalse(head.contains("alert(1)"), "a stranger's words are in no header: " + head);
    }
}
