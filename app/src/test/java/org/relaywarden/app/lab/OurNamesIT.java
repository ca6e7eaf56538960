// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.DnsmasqServer;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.PostfixServer.RelayMode;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.ServerSettings;
import tools.jackson.databind.JsonNode;

/**
 * R20, R19 and H5 need names and addresses of the provider's own: real Postfixes that one of them opens and nothing else does,
 * a real name server with the records of docs/verdicts.md, and {@code config check --live} content with these.
 */
@Timeout(240)
final class OurNamesIT {

    private static final String ISP = "192.0.2.10";
    private static final String TESTER = "192.0.2.27";
    private static final String REX = "198.51.100.21";
    private static final String LIT = "198.51.100.22";
    private static final String HAL = "198.51.100.23";

    @TempDir
    private static Path folder;

    private static final List<AutoCloseable> OPENED = new ArrayList<>();
    private static ProgramInLab program;

    @BeforeAll
    static void open() throws Exception {
        Requirements.needsRealServers();
        Requirements.needsDnsmasq();
        Netlab lab = opened(Netlab.open());
        LabHost isp = lab.addHost("isp", ISP, TESTER);
        opened(DnsmasqServer.startOn(isp, folder, records()));
        LabHost rexHost = lab.addHost("rex", REX);
        opened(DnsmasqServer.startOn(rexHost, folder, records()));
        PostfixServer rex = opened(PostfixServer.start(
                rexHost, folder,
                relaying("rex", "permit_mx_backup").withNextHop(backupName(REX), ISP, 25), RelayMode.CLOSED));
        rex.askDns();
        opened(PostfixServer.start(
                lab.addHost("lit", LIT), folder, relaying("lit", "check_recipient_access regexp:{ {/@\\[/ OK} }"),
                RelayMode.CLOSED));
        opened(PostfixServer.start(
                lab.addHost("hal", HAL), folder,
                relaying("hal", "check_helo_access inline:{ {smtp.isp.example = OK} }"), RelayMode.CLOSED));
        program = opened(ProgramInLab.serve(isp, folder, LabSettings.of(ISP)
                .with("dns.servers", "[\"127.0.0.1:53\"]")
                .with("scan.outside-addresses", "[" + TESTER + "]")
                .with("scan.helo-name", "relaytest.isp.example")
                .with("scan.mx-domain", "mx.probe.isp.example")
                .with("scan.smarthost-name", "smtp.isp.example")
                .with("scan.collector-addresses", "[" + ISP + "]")));
        program.importCustomers("""
                login,product,line,domains,addresses
                rex,advanced-business-mail,adsl,rex.example,%s
                lit,advanced-business-mail,adsl,lit.example,%s
                hal,advanced-business-mail,adsl,hal.example,%s
                """.formatted(REX, LIT, HAL));
    }

    private static <T extends AutoCloseable> T opened(T part) {
        OPENED.addFirst(part);
        return part;
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable part : OPENED) {
            part.close();
        }
    }

    /** Closed, but for this. */
    private static ServerSettings relaying(String login, String restriction) {
        return ServerSettings.of("mail." + login + ".example", login + ".example")
                .withCatchAll(false)
                .withNextHop("probe.isp.example", ISP, 25)
                .withNextHop("bounce.probe.isp.example", ISP, 25)
                .withExtraLines("smtpd_relay_restrictions = permit_mynetworks, " + restriction + ", defer_unauth_destination");
    }

    private static String backupName(String host) {
        return "h" + host.replace('.', '-') + ".mx.probe.isp.example";
    }

    private static String[] records() {
        Stream<String> settled = Stream.of(
                "--mx-host=probe.isp.example,mail.isp.example,10",
                "--mx-host=bounce.probe.isp.example,mail.isp.example,10",
                "--host-record=mail.isp.example," + ISP,
                "--host-record=relaytest.isp.example," + TESTER,
                "--txt-record=bounce.probe.isp.example,v=spf1 ip4:" + ISP + " ?all");
        Stream<String> backups = Stream.of(REX, LIT, HAL).flatMap(host -> Stream.of(
                "--mx-host=" + backupName(host) + ",mail.isp.example,10",
                "--mx-host=" + backupName(host) + ",a" + backupName(host).substring(1) + ",90",
                "--host-record=a" + backupName(host).substring(1) + "," + host));
        return Stream.concat(settled, backups).toArray(String[]::new);
    }

    @Test
    void theLiveCheckIsContent() {
        List<JsonNode> items = program.json("config", "check", "--live", "--json");

        assertEquals(
                Set.of("R20 " + REX, "R20 " + LIT, "R20 " + HAL, "R19 " + ISP, "collector's MX", "probes' MX", "probes' SPF",
                        "tester's name " + TESTER, "our host name", "name server", "address " + TESTER, "database"),
                items.stream()
                        .filter(item -> item.get("state").asString().equals("ok"))
                        .map(item -> item.get("item").asString())
                        .collect(Collectors.toSet()),
                items::toString);
    }

    @ParameterizedTest(name = "{0} is open to {1} alone")
    @CsvSource(delimiter = '|', textBlock = """
            rex | R20 | 1
            lit | R19 | 2
            hal | H5  | 2
            """)
    void openToOneFormAlone(String login, String test, String tier) {
        List<JsonNode> tests = program.json("scan", "--explain", login, "--tier", tier, "--json");

        assertEquals(Set.of("OPEN"), texts(tests, "verdict"), tests::toString);
        List<JsonNode> taken = tests.stream()
                .filter(each -> !each.get("test").asString().startsWith("K"))
                .filter(each -> Set.of("RETURNED", "ACCEPTED", "RECIPIENT_TAKEN").contains(each.get("outcome").asString()))
                .toList();
        assertTrue(texts(taken, "test").stream().allMatch(id -> id.startsWith(test)), () -> "and no other: " + taken);
        assertTrue(texts(taken, "outcome").contains("RETURNED"), taken::toString);
        List<JsonNode> cases = program.json("cases", "list", "--json").stream()
                .filter(each -> each.get("login").asString().equals(login))
                .toList();
        assertEquals(Set.of("BLOCKED"), texts(cases, "state"));
    }

    private static Set<String> texts(List<JsonNode> nodes, String field) {
        return nodes.stream().map(node -> node.get(field).asString()).collect(Collectors.toSet());
    }
}
