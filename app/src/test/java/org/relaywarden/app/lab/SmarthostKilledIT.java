// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.EximServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.ServerSettings;

/**
 * The smarthost killed with SIGKILL at a line of its journal, and started again: one recipient has the mail, the sender
 * is told of the other, and nothing waits.
 */
@EnabledIfSystemProperty(named = "relaywarden.suite", matches = "full", disabledReason = "more: ./verify --full")
@Timeout(300)
final class SmarthostKilledIT {

    private static final String SMARTHOST = "192.0.2.30";
    private static final String FAR = "203.0.113.25";
    private static final String SENDER = "198.51.100.11";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static Netlab lab;
    private static LabHost isp;
    private static LabHost sender;
    private static EximServer exim;

    /** Exim stands for the world, and knows its postmaster alone. */
    @BeforeAll
    static void open() throws Exception {
        Requirements.needsRealServers();
        Requirements.needsDnsmasq();
        lab = Netlab.open();
        isp = lab.addHost("isp", "192.0.2.10", SMARTHOST);
        sender = lab.addHost("sender", SENDER);
        exim = EximServer.start(lab.addHost("far", FAR), folder,
                ServerSettings.of("mx.far.example", "far.example").withCatchAll(false), EximServer.RelayMode.CLOSED);
        String names = NameServer.on(isp, folder, "--host-record=far.example," + FAR);
        Files.writeString(folder.resolve("relaywarden.yaml"), LabSettings.of("192.0.2.10")
                .with("smarthost.listen", "[\"" + SMARTHOST + ":25\"]")
                .with("smarthost.networks", "[" + SENDER + "]")
                .with("dns.servers", "[\"" + names + "\"]")
                .yaml());
    }

    @AfterAll
    static void close() {
        if (exim != null) {
            exim.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    @ParameterizedTest(name = "killed when {0}")
    @CsvSource(delimiter = '|', textBlock = """
            it is on disk, before the 250      | ' taken mail='
            the host has it for one recipient  | ' sent '
            the other is to be told of         | ' given-up '
            the bounce is on disk              | ' bounced '
            """)
    void itGoesOn(String step, String line) throws Exception {
        String subject = "killed when " + step;
        try (ProgramInLab program = ProgramInLab.serveAndDie(isp, folder, line)) {
            sender.run(Command.of(List.of("swaks", "--server", SMARTHOST, "--from", "postmaster@far.example", "--to",
                    "postmaster@far.example,nobody@far.example", "--header", "Subject: " + subject)));
            Awaited.within(LIMIT, program::hasEnded);
        }
        try (ProgramInLab program = ProgramInLab.serveAgain(isp, folder)) {
            Awaited.within(LIMIT, () -> count("Subject: " + subject, "") > 0 && waiting() == 0);
            Awaited.within(LIMIT, () -> count(subject, "report-type=delivery-status") > 0);
            assertTrue(count("Subject: " + subject, "") <= 3, "the mail twice at most, and once in the bounce: "
                    + program.log());
        }
    }

    /** Mails at the far end that hold both. */
    private static long count(String words, String others) {
        return exim.delivered().stream()
                .map(SmarthostKilledIT::text)
                .filter(text -> text.contains(words) && text.contains(others))
                .count();
    }

    private static long waiting() {
        try (Stream<Path> files = Files.walk(folder.resolve("data/mail/system"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/smarthost/"))
                    .count();
        } catch (IOException moved) {
            return 1;
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
