// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.PostfixServer.RelayMode;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.ServerSettings;
import tools.jackson.databind.JsonNode;

/**
 * Section 3.6 on four real Postfixes: anna's open relay sends by bob's host, which trusts it; carl's by our smarthost.
 * Both relays are what is blocked; bob, whose host is closed to all others, is warned; the smarthost is left alone.
 */
@Timeout(300)
final class HopsFlowIT {

    private static final String ISP = "192.0.2.10";
    private static final String SMARTHOST = "192.0.2.25";
    private static final String ANNA = "198.51.100.11";
    private static final String BOB = "198.51.100.12";
    private static final String CARL = "198.51.100.13";

    @TempDir
    private Path folder;

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
    }

    @Test
    void aRelayThroughAnotherCustomerAndOneThroughOurSmarthost() throws Exception {
        try (Netlab lab = Netlab.open()) {
            LabHost isp = lab.addHost("isp", ISP);
            LabHost smarthost = lab.addHost("smarthost", SMARTHOST);
            LabHost anna = lab.addHost("anna", ANNA);
            LabHost bob = lab.addHost("bob", BOB);
            LabHost carl = lab.addHost("carl", CARL);
            try (var _ = PostfixServer.start(anna, folder, sendingBy("anna.example", BOB), RelayMode.OPEN);
                    var _ = PostfixServer.start(
                            bob, folder, trusting(sendingBy("bob.example", ISP), ANNA), RelayMode.CLOSED);
                    var _ = PostfixServer.start(carl, folder, sendingBy("carl.example", SMARTHOST), RelayMode.OPEN);
                    var _ = PostfixServer.start(
                            smarthost, folder, trusting(sendingBy("smtp.example", ISP), CARL), RelayMode.CLOSED);
                    var program = ProgramInLab.serve(isp, folder,
                            LabSettings.of(ISP).with("network.smarthost-addresses", "[" + SMARTHOST + "]"))) {
                program.importCustomers("""
                        login,product,line,domains,addresses,language
                        anna,advanced-business-mail,adsl,anna.example,%s,en
                        bob,advanced-business-mail,adsl,bob.example,%s,nl
                        carl,advanced-business-mail,adsl,carl.example,%s,en
                        """.formatted(ANNA, BOB, CARL));
                assertEquals("OPEN", program.json("scan", "--login", "anna", "--json").getFirst().get("verdict").asString());
                assertEquals("OPEN", program.json("scan", "--login", "carl", "--json").getFirst().get("verdict").asString());

                Map<String, JsonNode> cases = new TreeMap<>();
                program.json("cases", "list", "--json").forEach(each -> cases.put(each.get("login").asString(), each));
                assertEquals(List.of("anna", "bob", "carl"), List.copyOf(cases.keySet()), "and none of the smarthost");
                cases.forEach((login, each) -> assertEquals("BLOCKED", each.get("state").asString(), login));

                assertEquals(List.of("NETWORK_BLOCK"), blocks(program, cases.get("anna")));
                assertEquals(List.of(), blocks(program, cases.get("bob")), "it only trusts");
                assertEquals(
                        List.of("NETWORK_BLOCK", "SMARTHOST_BLOCK"), blocks(program, cases.get("carl")),
                        "E4, measure 2: the host is kept from the smarthost, not the world");
                assertEquals(BOB, cases.get("bob").get("address").asString());
                assertTrue(onlyMail(program, "anna").contains("is an open relay"));
                String toBob = onlyMail(program, "bob");
                assertTrue(toBob.contains("vertrouwt een open relay") && toBob.contains(ANNA), toBob);
                assertTrue(onlyMail(program, "carl").contains("is an open relay"));
            }
        }
    }

    /** Probes that it relays go on to this next hop. */
    private static ServerSettings sendingBy(String domain, String nextHop) {
        return ServerSettings.of("mail." + domain, domain)
                .withNextHop("probe.isp.example", nextHop, 25)
                .withNextHop("bounce.probe.isp.example", nextHop, 25);
    }

    private static ServerSettings trusting(ServerSettings settings, String address) {
        return settings.withExtraLines("mynetworks = 127.0.0.0/8 " + address);
    }

    private static List<String> blocks(ProgramInLab program, JsonNode of) {
        return program.json("cases", "show", of.get("case").asString(), "--json").getFirst().get("blocks").valueStream()
                .map(block -> block.get("measure").asString())
                .toList();
    }

    private static String onlyMail(ProgramInLab program, String login) throws IOException {
        List<Path> mails = program.mailOf(login);
        assertEquals(1, mails.size(), mails.toString());
        return Files.readString(mails.getFirst(), StandardCharsets.UTF_8);
    }
}
