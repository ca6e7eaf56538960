// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.EximRules;
import org.relaywarden.testbed.servers.EximServer;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.ServerSettings;
import tools.jackson.databind.JsonNode;

/** S1, S2: the program on one host, real Postfix and Exim on others, and for each the true verdict. */
@Timeout(600)
final class NightOnRealServersIT {

    private static final String ISP = "192.0.2.10";

    @TempDir
    private Path folder;

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
    }

    @Test
    void eachRealServerGetsItsTrueVerdictAndFollowsItsFlips() throws Exception {
        Random names = new Random();
        try (Netlab lab = Netlab.open()) {
            LabHost isp = lab.addHost("isp", ISP);
            try (var open = PostfixServer.start(
                            lab.addHost("open", "198.51.100.11"), folder, named(names, "anna"), PostfixServer.RelayMode.OPEN);
                    var closed = PostfixServer.start(
                            lab.addHost("closed", "198.51.100.12"), folder, named(names, "bram"), PostfixServer.RelayMode.CLOSED);
                    var percent = PostfixServer.start(
                            lab.addHost("percent", "198.51.100.13"),
                            folder,
                            named(names, "cleo"),
                            PostfixServer.RelayMode.PERCENT_HACK);
                    var drops = EximServer.start(
                            lab.addHost("drops", "198.51.100.14"),
                            folder,
                            named(names, "daan"),
                            EximServer.RelayMode.ACCEPT_AND_DROP);
                    var program = ProgramInLab.serve(isp, folder)) {
                program.importCustomers("""
                        login,product,line,domains,addresses
                        anna,advanced-business-mail,adsl,anna.example,198.51.100.11
                        bram,advanced-business-mail,dial-up,bram.example,198.51.100.12
                        cleo,advanced-business-mail,adsl,cleo.example,198.51.100.13
                        daan,advanced-business-mail,dial-up,daan.example,198.51.100.14
                        """);
                Map<String, JsonNode> night = new TreeMap<>();
                program.json("scan", "--json").forEach(line -> night.put(line.get("login").asString(), line));
                String seen = night.values().toString();
                assertEquals("OPEN", verdict(night, "anna"), seen);
                assertEquals("CLOSED", verdict(night, "bram"), seen);
                assertEquals("OPEN", verdict(night, "cleo"), seen);
                assertEquals("SUSPECT", verdict(night, "daan"), seen);
                assertFalse(night.get("anna").get("testsReturned").isEmpty(), "proven by a returned mail (decision 12)");
                assertTrue(night.get("bram").get("testsReturned").isEmpty(), seen);

                closed.reconfigure(PostfixServer.RelayMode.OPEN);
                assertEquals("OPEN", again(program, "bram"));
                closed.reconfigure(PostfixServer.RelayMode.CLOSED);
                assertEquals("CLOSED", again(program, "bram"));

                program.run("report", "--out", folder.resolve("page").toString());
                assertTrue(Files.readString(folder.resolve("page/index.html")).contains("198.51.100.11"));
                assertTrue(open.mailLog().toFile().exists() && percent.mailLog().toFile().exists());
                assertTrue(drops.mailLog().toFile().exists());
            }
        }
    }

    /** Each form has its turn: one that bounces all else is proven by what it passes on, within four looks. */
    @Test
    void whatPassesOnTheNullSendersMailAloneIsFoundInTurn() throws Exception {
        EximRules bouncingAllElse = EximRules.SOUND
                .withMain("ignore_bounce_errors_after = 0s")
                .withRecipients("accept")
                .withRouters("undeliverable:", "driver = redirect", "domains = ! +own_domains", "senders = ! :",
                        "condition = ${if def:sender_host_address}", "allow_fail", "data = :fail: no such user here");
        try (Netlab lab = Netlab.open()) {
            LabHost isp = lab.addHost("isp", ISP);
            ServerSettings settings = named(new Random(), "eva").withCatchAll(false);
            try (var _ = EximServer.start(lab.addHost("bounces", "198.51.100.15"), folder, settings, bouncingAllElse);
                    var program = ProgramInLab.serve(
                            isp, folder, LabSettings.of(ISP).with("scan.pace.return-wait", "5s"))) {
                program.importCustomers("""
                        login,product,line,domains,addresses
                        eva,advanced-business-mail,adsl,eva.example,198.51.100.15
                        """);
                List<JsonNode> looks = new ArrayList<>();
                do {
                    looks.addAll(program.json("scan", "--login", "eva", "--json"));
                } while (looks.size() < 4 && !looks.getLast().get("verdict").asString().equals("OPEN"));

                assertTrue(looks.size() > 1, () -> "it takes more than one to see: " + looks);
                assertEquals("OPEN", looks.getLast().get("verdict").asString(), looks::toString);
                assertEquals("[\"S2\"]", looks.getLast().get("testsReturned").toString());
            }
        }
    }

    private static String again(ProgramInLab program, String login) {
        return program.json("scan", "--login", login, "--json").getFirst().get("verdict").asString();
    }

    private static String verdict(Map<String, JsonNode> night, String login) {
        return night.get(login).get("verdict").asString();
    }

    /** A banner that gives nothing away; the way to the collector is told, for there is no DNS in the lab. */
    private static ServerSettings named(Random names, String login) {
        String host = "h" + Integer.toHexString(names.nextInt()) + "." + login + ".example";
        return ServerSettings.of(host, login + ".example")
                .withBanner(host + " ESMTP " + Integer.toHexString(names.nextInt()))
                .withNextHop("probe.isp.example", ISP, 25)
                .withNextHop("bounce.probe.isp.example", ISP, 25);
    }
}
