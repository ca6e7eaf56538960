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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.Requirements;
import tools.jackson.databind.JsonNode;

/**
 * The whole flow with a filter that really filters: router, program, customer, neighbour and world stand in namespaces of
 * their own (E1, E2, E4, E7, S6, decisions 15 to 17).
 */
@Timeout(600)
final class FilteredFlowIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
    }

    /** What differs between the two: the line, the measure, the language of the letters, the words of both letters. */
    private record Customer(String line, String measure, String language, String warned, String lifted) {}

    @Test
    void inEnglishOnTheEmbeddedDatabaseForAnAdslLine() throws Exception {
        try (FilteredLab lab = FilteredLab.open(folder)) {
            flow(lab, lab.settings(), new Customer(
                    "adsl", "NETWORK_BLOCK", "en", "is an open relay", "passed the test"));
        }
    }

    @Test
    void inDutchOnMariaDbForADialUpLine() throws Exception {
        try (FilteredLab lab = FilteredLab.open(folder);
                MariaDbServer server = MariaDbServer.start(lab.lab().addHost("database", "192.0.2.40"), folder)) {
            LabSettings settings = lab.settings().on(server.freshDatabase(), folder);
            flow(lab, settings, new Customer(
                    "dial-up", "DIAL_UP_FILTER", "nl", "is een open relay", "doorstaan"));
            assertFalse(Files.exists(folder.resolve("data/store.mv.db")), "all of it was in MariaDB");
        }
    }

    private void flow(FilteredLab lab, LabSettings settings, Customer customer) throws Exception {
        try (var program = ProgramInLab.serve(lab.isp(), folder, settings.with("dns.answer-within", "100ms"))) {
            program.importCustomers("""
                    login,product,line,domains,addresses,language
                    anna,advanced-business-mail,%s,anna.example,198.51.100.11,%s
                    """.formatted(customer.line(), customer.language()));
            assertEquals("220", lab.greeting(lab.world(), "203.0.113.5"), "before: the world gets through");

            try (var session = lab.sessionFromTheWorld()) {
                assertEquals("OPEN", program.json("scan", "--json").getFirst().get("verdict").asString());
                assertEquals("BLOCKED", state(program), program::log);
                assertEquals("cut", session.saysNoop(), "a session that was there before the block (decision 17)");
            }
            onlyOursGetThrough(lab, customer);
            diagnoseNamesTheFilter(program);
            String warning = mails(program).getFirst();
            assertTrue(header(warning, "Subject").contains(customer.warned()), warning);

            mailStillArrives(lab, program, "while-blocked");
            lab.postfix().reconfigure(PostfixServer.RelayMode.CLOSED);
            JsonNode mended = program.json("scan", "--json").getFirst();
            assertEquals("CLOSED", mended.get("verdict").asString(), mended::toString);
            assertEquals("inside", mended.get("vantage").asString(), "S6: outside says nothing of a blocked host");
            assertEquals("BLOCKED", state(program), "and lifts nothing without a reply (decision 15)");
            assertEquals(0, Letters.send(
                            lab.anna(), FilteredLab.INTAKE, Letters.replyTo(warning), "anna@isp.example",
                            "--body", "Closed, and the queue is empty.")
                    .exitCode());
            Awaited.within(SOON, () -> state(program).equals("CLOSED_FIXED"));

            assertTrue(
                    Files.readString(lab.postfix().mailLog()).contains("connect from unknown[" + FilteredLab.PROBES + "]"),
                    "tested from inside while the block was on (S6)");
            assertEquals("220", lab.greeting(lab.world(), "203.0.113.5"), "after: the world gets through again");
            assertTrue(mails(program).getLast().contains(customer.lifted()), () -> mails(program).getLast());
            assertEquals(List.of("OFF"), actual(program));
            assertEquals(List.of(), lab.blockedElements());
            mailStillArrives(lab, program, "after-the-lift");
            assertEquals(1, program.json("cases", "list", "--json").size());
        }
    }

    /** E1, E4: nobody but the delivery ranges and the probe addresses reaches the host's mail port. */
    private void onlyOursGetThrough(FilteredLab lab, Customer customer) throws Exception {
        assertEquals("refused", lab.greeting(lab.world(), "203.0.113.5"), "the world");
        assertEquals("refused", lab.greeting(lab.neighbour(), "198.51.100.12"), "another customer");
        assertEquals("refused", lab.greeting(lab.isp(), FilteredLab.INTAKE), "a shell host of ours: no delivery address");
        assertEquals("220", lab.greeting(lab.isp(), FilteredLab.DELIVERIES), "a delivery address");
        assertEquals("220", lab.greeting(lab.isp(), FilteredLab.PROBES), "a probe address");
        assertEquals("220", lab.greeting(lab.world(), "203.0.113.5", 80), "another port is untouched");
        assertEquals(1, lab.blockedElements().size());
        assertTrue(lab.blocksListed().stream().anyMatch(line -> line.contains(customer.measure())), customer::measure);
    }

    /** B18: the filter and what to do come first, and the help desk's own look at the port passes it (B14). */
    private static void diagnoseNamesTheFilter(ProgramInLab program) {
        String told = program.run("diagnose", "anna");
        String first = told.lines().findFirst().orElse("");
        assertTrue(first.startsWith("anna: a filter is on since "), told);
        assertTrue(first.contains("mail from us still arrives, for our delivery addresses pass"), told);
        assertTrue(first.contains("reply"), "what to do: " + told);
        assertTrue(told.lines().anyMatch(line -> line.matches(" ok +port, live +answers: 220 .*")), told);
        assertTrue(told.contains("delivered from " + FilteredLab.DELIVERIES + "."), told);
    }

    /** E2: by bSMTP mail keeps arriving. */
    private static void mailStillArrives(FilteredLab lab, ProgramInLab program, String subject) throws Exception {
        assertEquals(0, Letters.send(
                        lab.world(), FilteredLab.INTAKE, "info@anna.example", "ann@world.example",
                        "--header", "Subject: " + subject)
                .exitCode());
        Awaited.within(SOON, () -> lab.postfix().delivered().stream().anyMatch(mail -> text(mail).contains(subject)));
        Awaited.within(SOON, () -> mails(program).stream().noneMatch(mail -> mail.contains(subject)));
    }

    private static String state(ProgramInLab program) {
        return program.json("cases", "list", "--json").getFirst().get("state").asString();
    }

    private static List<String> actual(ProgramInLab program) {
        return program.json("cases", "show", "1", "--json").getFirst().get("blocks").valueStream()
                .map(block -> block.get("actual").asString())
                .toList();
    }

    private static List<String> mails(ProgramInLab program) {
        return program.mailOf("anna").stream().map(FilteredFlowIT::text).toList();
    }

    /** One header field, unfolded; RFC 2047 leaves plain words as they are. */
    private static String header(String mail, String name) {
        return Stream.of(mail.replaceAll("\\r\\n[ \\t]+", " ").split("\\r\\n"))
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Path mail) {
        try {
            return Files.readString(mail, StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException takenMeanwhile) {
            return "";
        }
    }
}
