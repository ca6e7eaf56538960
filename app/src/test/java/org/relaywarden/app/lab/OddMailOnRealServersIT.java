// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.EximServer;
import org.relaywarden.testbed.servers.MailServer;
import org.relaywarden.testbed.servers.OpenSmtpdServer;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.ServerSettings;
import tools.jackson.databind.JsonNode;

/**
 * B3, B13, decision 10: odd mail and three real servers. What a server takes, it has byte for byte; what it does not
 * take waits with us, is not lost, bounces nowhere, and holds up nothing behind it.
 */
@EnabledIfSystemProperty(named = "relaywarden.suite", matches = "full", disabledReason = "more: ./verify --full")
@Timeout(600)
final class OddMailOnRealServersIT {

    private static final String ISP = "192.0.2.10";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** {@code same}: byte for byte; {@code waits}: with us; else the reply of our intake. In the order of the queue. */
    private static final String FATES = """
            # message     | Postfix | Exim  | OpenSMTPD | why
            line-65536    | same    | waits | waits     | the longest that we take; OpenSMTPD says 500 and hangs up
            line-5000     | same    | waits | same      | RFC 5321 section 4.5.3.1.6 allows 998, and bids take more
            line-999      | same    | waits | same      | one more than is allowed; Debian's Exim says 550
            header-5000   | same    | waits | same      | RFC 5322 section 2.1.1: the same limit in the header
            line-998      | same    | same  | same      | the longest that is allowed
            dots          | same    | same  | same      | RFC 5321 section 4.5.2, the end of data within the message
            latin1        | same    | same  | same      | 8-bit, and BODY=8BITMIME not said: sent all the same
            utf8          | same    | same  | same      | likewise
            header-utf8   | same    | same  | same      | 8-bit in a header without SMTPUTF8: seen daily
            octets        | same    | same  | same      | all but NUL, CR and LF, which our intake refuses
            blanks        | same    | same  | same      | blanks at line ends, empty lines at the end
            no-body       | same    | same  | same      | an empty body
            header-only   | same    | same  | same      | not even the empty line below the header
            nothing       | same    | same  | same      | DATA and a dot
            zo\u00eb      | same    | same  | 553 5.6.7 | RFC 6531; OpenSMTPD 7 does not offer it
            last          | same    | same  | same      | nothing before it holds it up
            """;

    /** The rule that Debian's own configuration has in {@code acl_check_data}. */
    private static final String EXIM_LINES_AS_IN_DEBIAN = "acl_smtp_data = ${if >{$max_received_linelength}{998}"
            + "{deny message = maximum allowed line length is 998 octets}{accept}}";

    @TempDir
    private Path folder;

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
    }

    @Test
    void isTakenByteForByteOrWaitsAndHoldsUpNothing() throws Exception {
        try (Netlab lab = Netlab.open()) {
            LabHost isp = lab.addHost("isp", ISP);
            var sender = new OddMailSender(lab.addHost("world", "203.0.113.5"), ISP, folder);
            LabHost anna = lab.addHost("anna", "198.51.100.11");
            LabHost bob = lab.addHost("bob", "198.51.100.12");
            LabHost carl = lab.addHost("carl", "198.51.100.13");
            try (var program = ProgramInLab.serve(isp, folder, LabSettings.of(ISP))) {
                program.importCustomers("""
                        login,product,line,domains,addresses
                        anna,advanced-business-mail,dial-up,anna.example,198.51.100.11
                        bob,advanced-business-mail,dial-up,bob.example,198.51.100.12
                        carl,advanced-business-mail,dial-up,carl.example,198.51.100.13
                        """);
                try (var postfix = postfix(anna, "mail", "strict_smtputf8 = yes");
                        var exim = EximServer.start(
                                bob, folder, settings("mail", "bob").withExtraLines(EXIM_LINES_AS_IN_DEBIAN),
                                EximServer.RelayMode.CLOSED);
                        var smtpd = OpenSmtpdServer.start(
                                carl, folder, settings("mail", "carl"), OpenSmtpdServer.RelayMode.CLOSED)) {
                    Map<String, MailServer> hosts = new TreeMap<>(Map.of("anna", postfix, "bob", exim, "carl", smtpd));
                    Map<String, String> seen = new TreeMap<>();
                    for (String login : hosts.keySet()) {
                        sender.send(List.of("first"), login + ".example");
                    }
                    // They have greeted us: what they offer is known (decision 10).
                    Awaited.within(LIMIT, () -> program.json("queue", "list", "--json").isEmpty());
                    for (String login : hosts.keySet()) {
                        sendHeld(program, sender, login, seen);
                    }
                    for (var host : hosts.entrySet()) {
                        released(program, isp, host.getKey(), host.getValue(), seen);
                    }
                    assertEquals(lines(fates()), lines(seen), program.log());
                }
                utf8WaitsForAHostThatOffersItNoMore(program, sender, anna);
                assertFalse(program.log().contains(" bounced "), program.log());
            }
        }
    }

    private static ServerSettings settings(String name, String login) {
        return ServerSettings.of(name + "." + login + ".example", login + ".example");
    }

    private PostfixServer postfix(LabHost host, String name, String line) {
        return PostfixServer.start(
                host, folder, settings(name, "anna").withExtraLines(line), PostfixServer.RelayMode.CLOSED);
    }

    /** Kept back, to go in one run and in this order. */
    private static void sendHeld(
            ProgramInLab program, OddMailSender sender, String login, Map<String, String> seen) throws Exception {
        program.run("queue", "hold", login, "--by", "test", "--reason", "odd mail is to come");
        sender.send(names(), login + ".example").forEach((name, reply) -> {
            if (!reply.startsWith("250 ")) {
                seen.put(name + " " + login, reply.substring(0, Math.min(9, reply.length())));
            }
        });
    }

    private void released(ProgramInLab program, LabHost isp, String login, MailServer host, Map<String, String> seen)
            throws Exception {
        program.run("queue", "release", login, "--by", "test");
        // Where a server hangs up over one message, the others go at another try: at once when an operator asks.
        Awaited.within(LIMIT, () -> {
            ProgramInLab.command(isp, folder, "queue", "flush", login);
            return hadTheirTurn(program, login);
        });
        for (JsonNode mail : program.json("queue", "show", login, "--json")) {
            String to = mail.get("recipients").get(0).asString();
            seen.put(to.substring(0, to.indexOf('@')) + " " + login, "waits");
        }
        List<String> taken = names().stream().filter(name -> !seen.containsKey(name + " " + login)).toList();
        List<String> delivered = new ArrayList<>();
        for (Path file : host.awaitDelivered(taken.size() + 1, LIMIT)) {
            delivered.add(Files.readString(file, StandardCharsets.ISO_8859_1).replace("\r\n", "\n"));
        }
        assertEquals(taken.size() + 1, delivered.size(), host + ": once each");
        for (String name : taken) {
            String octets = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            String to = "for <" + octets + "@" + login + ".example>;\n";
            String text = delivered.stream().filter(one -> one.contains(to)).findFirst().orElse("NOT THERE");
            seen.put(name + " " + login, fate(text, OddMail.named(name)));
        }
    }

    /** Our trace line is the last thing above the message. */
    private static String fate(String delivered, String message) {
        int ours = delivered.indexOf("(Relaywarden)");
        int end = delivered.indexOf('\n', delivered.indexOf(";\n", ours) + 2) + 1;
        String below = ours < 0 ? delivered : delivered.substring(end);
        // A message without a body gets the line that ends its header from whoever writes it to a file.
        return below.equals(message) || (!message.contains("\n\n") && below.equals(message + "\n"))
                ? "same"
                : "changed: " + (below.length() > 300 ? below.length() + " " + below.substring(0, 300) : below);
    }

    /** Whether everything that waits still has had its turn. */
    private static boolean hadTheirTurn(ProgramInLab program, String login) {
        return program.json("queue", "show", login, "--json").stream().allMatch(mail -> mail.hasNonNull("lastSaid"));
    }

    /** RFC 6531 section 3.5, decision 10: our own finding is no refusal of the host's, however much such mail waits. */
    private void utf8WaitsForAHostThatOffersItNoMore(ProgramInLab program, OddMailSender sender, LabHost anna)
            throws Exception {
        List<String> names = List.of("\u00e1", "\u00e9", "\u00ed", "\u00f3", "\u00fa", "\u00fc", "plain");
        program.run("queue", "hold", "anna", "--by", "test", "--reason", "another server comes");
        sender.send(names, "anna.example").forEach((name, reply) -> assertTrue(reply.startsWith("250 "), reply));
        try (var old = postfix(anna, "old", "smtputf8_enable = no")) {
            program.run("queue", "release", "anna", "--by", "test");
            Awaited.within(LIMIT, () -> hadTheirTurn(program, "anna")); // in the one run that the release began
            List<JsonNode> waiting = program.json("queue", "show", "anna", "--json");
            assertEquals(6, waiting.size(), waiting::toString);
            waiting.forEach(mail -> assertTrue(mail.get("lastSaid").asString().contains("5.6.7"), mail::toString));
            String plain = Files.readString(old.awaitDelivered(1, LIMIT).getFirst());
            assertTrue(plain.endsWith(OddMail.named("plain")), plain);
            Map<String, String> refused = sender.send(List.of("\u00e1"), "anna.example");
            assertTrue(refused.get("\u00e1").startsWith("553 5.6.7"), refused::toString);
        }
        try (var mended = postfix(anna, "new", "strict_smtputf8 = yes")) {
            String flushed = program.run("queue", "flush", "anna");
            assertTrue(flushed.contains("6 delivered, nothing waits any more."), flushed);
            assertEquals(6, mended.awaitDelivered(6, LIMIT).size());
        }
    }

    private static List<String[]> rows() {
        return FATES.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new))
                .toList();
    }

    private static List<String> names() {
        return rows().stream().map(row -> row[0]).toList();
    }

    private static Map<String, String> fates() {
        Map<String, String> fates = new TreeMap<>();
        for (String[] row : rows()) {
            fates.put(row[0] + " anna", row[1]);
            fates.put(row[0] + " bob", row[2]);
            fates.put(row[0] + " carl", row[3]);
        }
        return fates;
    }

    private static String lines(Map<String, String> fates) {
        return String.join("\n", fates.entrySet().stream().map(Object::toString).toList());
    }
}
