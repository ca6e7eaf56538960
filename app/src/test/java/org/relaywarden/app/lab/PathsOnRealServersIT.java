// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.EximServer;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.ServerSettings;
import tools.jackson.databind.JsonNode;

/**
 * Hosts that are open by one path alone (X1, X2, X4, H1), as real Postfix and Exim: over IPv6, behind STARTTLS, on 587, inside
 * TLS on 465, to HELO. Each is found and its path is named; by each other path a relay attempt is refused, ours and a
 * stranger's.
 */
@Timeout(240)
final class PathsOnRealServersIT {

    private static final String ISP = "192.0.2.10";
    private static final String ISP_IPV6 = "2001:db8:a::10";
    private static final String WORLD = "203.0.113.5";
    private static final String IVY = "198.51.100.11";
    private static final String IVY_IPV6 = "2001:db8:b::11";

    /** What a relay attempt may come to by a path that is closed, or with a setting of ours that is missing. */
    private static final Set<String> REFUSED = Set.of("REFUSED_RELAY", "REFUSED_SENDER", "REFUSED_SYNTAX", "SKIPPED");

    @TempDir
    private static Path folder;

    private static final List<AutoCloseable> OPENED = new ArrayList<>();
    private static ProgramInLab program;
    private static PostfixServer ivy;
    private static LabHost world;

    @BeforeAll
    static void open() throws Exception {
        Requirements.needsRealServers();
        Netlab lab = opened(Netlab.open());
        LabHost isp = lab.addHost("isp", ISP, ISP_IPV6);
        world = lab.addHost("world", WORLD, "2001:db8:c::5");
        opened(PostfixServer.start(
                world, folder,
                ServerSettings.of("mail.world.example", "world.example").withNextHop("ivy.example", ISP_IPV6, 25),
                PostfixServer.RelayMode.OPEN));
        ivy = opened(PostfixServer.start(
                lab.addHost("ivy", IVY, IVY_IPV6), folder,
                homeward("ivy").withExtraLines("mynetworks = 127.0.0.0/8 [::]/0"), PostfixServer.RelayMode.CLOSED));
        exim(lab, "tess", "198.51.100.12", "${if def:tls_in_cipher}");
        exim(lab, "suse", "198.51.100.13", "${if eq{$received_port}{587}}");
        exim(lab, "tina", "198.51.100.14", "${if eq{$received_port}{465}}");
        exim(lab, "hal", "198.51.100.15", "${if eq{$received_protocol}{smtp}}");
        program = opened(ProgramInLab.serve(isp, folder, LabSettings.of(ISP)
                .with("intake.listen", "[\"" + ISP + ":25\", \"[" + ISP_IPV6 + "]:25\"]")));
        program.importCustomers("""
                login,product,line,domains,addresses,push-target
                ivy,advanced-business-mail,adsl,ivy.example,%s %s,%s
                tess,advanced-business-mail,adsl,tess.example,198.51.100.12,
                suse,advanced-business-mail,adsl,suse.example,198.51.100.13,
                tina,advanced-business-mail,adsl,tina.example,198.51.100.14,
                hal,advanced-business-mail,adsl,hal.example,198.51.100.15,
                """.formatted(IVY, IVY_IPV6, IVY_IPV6));
    }

    private static <T extends AutoCloseable> T opened(T part) {
        OPENED.addFirst(part);
        return part;
    }

    private static ServerSettings homeward(String login) {
        return ServerSettings.of("mail." + login + ".example", login + ".example")
                .withCatchAll(false)
                .withNextHop("probe.isp.example", ISP, 25)
                .withNextHop("bounce.probe.isp.example", ISP, 25);
    }

    private static void exim(Netlab lab, String login, String address, String relayIf) {
        opened(EximServer.start(
                lab.addHost(login, address), folder,
                homeward(login).withPorts(25, 465, 587)
                        .withExtraLines("RELAY_IF = " + relayIf, "tls_on_connect_ports = 465"),
                EximServer.RelayMode.CONDITIONAL));
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable part : OPENED) {
            part.close();
        }
    }

    @ParameterizedTest(name = "{0} is open {2}")
    @CsvSource(delimiter = '|', textBlock = """
            tess | 198.51.100.12 | port 25 after STARTTLS | S1
            suse | 198.51.100.13 | port 587               | S1
            tina | 198.51.100.14 | port 465 inside TLS    | S1
            hal  | 198.51.100.15 | port 25                | H1
            """)
    void openByOnePathAlone(String login, String address, String path, String test) {
        List<JsonNode> tests = program.json("scan", "--explain", login, "--json");

        assertEquals(Set.of("OPEN"), Set.copyOf(texts(tests, "verdict")), tests::toString);
        JsonNode returned = tests.stream().filter(each -> is(each, "outcome", "RETURNED")).findFirst().orElseThrow();
        assertEquals(path, returned.get("path").asString(), returned::toString);
        assertEquals(test, returned.get("test").asString());
        assertByAllOtherPathsRefused(tests, path, test);
        assertRefusesAStranger(address);

        JsonNode found = caseOf(login);
        assertEquals("BLOCKED", found.get("state").asString(), found::toString);
    }

    private static void assertByAllOtherPathsRefused(List<JsonNode> tests, String path, String test) {
        List<JsonNode> others = tests.stream()
                .filter(each -> !is(each, "path", path) || (test.equals("H1") && !is(each, "test", "H1")))
                .filter(each -> !each.get("test").asString().startsWith("K"))
                .toList();
        assertTrue(others.size() >= 12, () -> "Tier 1 by the port of the books: " + others);
        others.forEach(each -> assertTrue(REFUSED.contains(each.get("outcome").asString()), each::toString));
    }

    /** X1, and the whole way for it: proof, case, warning, and mail in and out over IPv6. */
    @Test
    void openOverIpv6Alone() throws Exception {
        List<JsonNode> tests = program.json("scan", "--explain", "ivy", "--json");

        List<JsonNode> four = tests.stream().filter(each -> is(each, "address", IVY)).toList();
        List<JsonNode> six = tests.stream().filter(each -> !is(each, "address", IVY)).toList();
        assertEquals(Set.of("CLOSED"), Set.copyOf(texts(four, "verdict")), four::toString);
        assertEquals(Set.of("OPEN"), Set.copyOf(texts(six, "verdict")), six::toString);
        assertTrue(six.stream().anyMatch(each -> is(each, "outcome", "RETURNED")), six::toString);
        assertRefusesAStranger(IVY);

        JsonNode found = caseOf("ivy");
        assertEquals("BLOCKED", found.get("state").asString(), found::toString);
        assertEquals(IVY_IPV6, found.get("address").asString());
        List<Path> mails = program.mailOf("ivy");
        assertEquals(1, mails.size(), mails::toString);
        String warning = Files.readString(mails.getFirst(), StandardCharsets.UTF_8);
        assertTrue(warning.contains("\nYour mail server at " + IVY_IPV6 + ", port 25, is an open relay") && !warning.contains(IVY), warning);

        Letters.send(world, WORLD, "postmaster@ivy.example", "w@world.example", "--body", "by IPv6").orThrow();
        Path arrived = ivy.awaitDelivered(1, Duration.ofSeconds(30)).getFirst();
        assertTrue(Files.readString(arrived, StandardCharsets.ISO_8859_1).contains("by IPv6"));
        ivy.awaitLogged("client=unknown[" + ISP_IPV6 + "]", Duration.ofSeconds(5));
        assertTrue(program.log().contains("2001:db8:c:0:0:0:0:5") || program.log().contains("2001:db8:c::5"), "taken over IPv6");
    }

    /** Plainly, as most tests of this world ask. */
    private static void assertRefusesAStranger(String address) {
        Command.Outcome asked = Letters.send(
                world, address, "somebody@probe.isp.example", "w@world.example", "--quit-after", "RCPT");
        assertTrue(asked.output().contains("relay not permitted") || asked.output().contains("Relay access denied"),
                asked::output);
    }

    private static JsonNode caseOf(String login) {
        return program.json("cases", "list", "--json").stream()
                .filter(each -> is(each, "login", login))
                .findFirst()
                .orElseThrow();
    }

    private static boolean is(JsonNode node, String field, String value) {
        return node.get(field).asString().equals(value);
    }

    private static List<String> texts(List<JsonNode> nodes, String field) {
        return nodes.stream().map(node -> node.get(field).asString()).toList();
    }
}
