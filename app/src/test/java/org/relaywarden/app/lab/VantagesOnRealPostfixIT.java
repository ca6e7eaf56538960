// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.tls.ServerCertificate;
import org.relaywarden.bsmtp.tls.TlsSettings;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.PostfixServer.RelayMode;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.ServerSettings;
import tools.jackson.databind.JsonNode;

/**
 * What shows from one place alone (S6, X3, X6, decision 13), on six real Postfixes, and what is said of it: one trusts our
 * network, one is shielded by its own firewall and one by its own rules, one refuses the tester, one relays for whoever has a
 * certificate; and one that relayed for all is mended and shielded, and lifted (E7).
 */
@Timeout(300)
final class VantagesOnRealPostfixIT {

    private static final String INTAKE = "192.0.2.10";
    private static final String INSIDE = "192.0.2.26";
    private static final String OUTSIDE = "203.0.113.25";
    private static final String SECOND = "203.0.113.26";
    private static final Duration LIFTED_WITHIN = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
        Requirements.needsRouter();
    }

    @Test
    void eachIsFoundForWhatItIs() throws Exception {
        try (Netlab lab = Netlab.open()) {
            LabHost isp = lab.addHost("isp", INTAKE, INSIDE, OUTSIDE, SECOND);
            LabHost walled = lab.addHost("walled", "198.51.100.12");
            shield(walled);
            LabHost open = lab.addHost("open", "198.51.100.16");
            try (var program = ProgramInLab.serve(isp, folder, settings());
                    var _ = postfix(lab.addHost("trusting", "198.51.100.11"), RelayMode.CLOSED,
                            "mynetworks = 127.0.0.0/8 192.0.2.0/24");
                    var _ = postfix(walled, RelayMode.CLOSED);
                    var _ = postfix(lab.addHost("ruled", "198.51.100.13"), RelayMode.CLOSED,
                            "smtpd_client_restrictions = check_client_access"
                                    + " cidr:{ {192.0.2.0/24 OK} {0.0.0.0/0 REJECT} }");
                    var mended = postfix(open, RelayMode.OPEN);
                    var _ = postfix(lab.addHost("blocking", "198.51.100.14"), RelayMode.CLOSED,
                            "smtpd_client_restrictions = check_client_access inline:{ {" + OUTSIDE + " = REJECT} }");
                    var certified = postfix(lab.addHost("certified", "198.51.100.15"), RelayMode.CLOSED,
                            "smtpd_tls_security_level = may",
                            "smtpd_tls_chain_files = /etc/postfix/server.pem",
                            "smtpd_tls_ask_ccert = yes",
                            "smtpd_tls_CAfile = /etc/postfix/trusted.pem",
                            "smtpd_relay_restrictions = permit_mynetworks, permit_tls_all_clientcerts,"
                                    + " defer_unauth_destination")) {
                trustOurCertificate(certified);
                program.importCustomers("""
                        login,product,line,domains,addresses
                        trusting,advanced-business-mail,adsl,trusting.example,198.51.100.11
                        walled,advanced-business-mail,adsl,walled.example,198.51.100.12
                        ruled,advanced-business-mail,adsl,ruled.example,198.51.100.13
                        blocking,advanced-business-mail,adsl,blocking.example,198.51.100.14
                        certified,advanced-business-mail,adsl,certified.example,198.51.100.15
                        open,advanced-business-mail,adsl,open.example,198.51.100.16
                        """);

                assertEachIsFound(program);
                assertIsSaidOfThem(program);

                shield(open);
                mended.reconfigure(RelayMode.CLOSED);
                assertIsLiftedOnceItsCustomerReplies(program, open);
            }
        }
    }

    private static void assertEachIsFound(ProgramInLab program) {
        Map<String, JsonNode> found = new TreeMap<>();
        program.json("scan", "--json").forEach(each -> found.put(each.get("login").asString(), each));
        assertFound(found, "trusting", "OPEN_INTERNAL", "inside",
                "The probe of S1 came back, sent from inside our network; from outside it refused to relay.");
        assertFound(found, "walled", "CLOSED", "inside",
                "Shielded by its own firewall: nothing answers from outside. From inside: Refused to relay");
        assertFound(found, "ruled", "CLOSED", "inside",
                "Shielded by its own firewall: it refuses each address outside. From inside: Refused to relay");
        assertFound(found, "open", "OPEN", "outside", "The probe of S1 came back.");
        assertFound(found, "blocking", "TESTBLOCKER", "outside",
                "Refuses our first outside address, and takes mail to its own postmaster from our second.");
        assertFound(found, "certified", "OPEN", "outside",
                "On port 25 after STARTTLS with a client certificate: The probe of S1 came back.");
        assertEquals(
                List.of("certified", "open"),
                program.json("cases", "list", "--json").stream()
                        .map(each -> each.get("login").asString())
                        .sorted()
                        .toList(),
                "what is proven from outside, and nothing else");
    }

    private void assertIsSaidOfThem(ProgramInLab program) throws IOException {
        String explained = program.run("scan", "--explain", "walled");
        assertTrue(explained.contains(" is CLOSED, seen from inside. Shielded"), explained);
        assertTrue(explained.contains("S1 on port 25 from inside: REFUSED_RELAY"), explained);
        assertTrue(explained.contains("S1 on port 25 from outside: DROPPED"), explained);
        program.run("report", "--out", folder.resolve("page").toString());
        String page = Files.readString(folder.resolve("page/index.html"));
        assertTrue(page.contains("Treats the tester unlike others"), "escalated on the night's page");
    }

    /** B14, E7, decision 13: nobody outside gets in to it any more, and what is seen from inside lifts. */
    private static void assertIsLiftedOnceItsCustomerReplies(ProgramInLab program, LabHost host) throws IOException {
        String login = host.name();
        String warning = Files.readString(program.mailOf(login).getFirst());
        Letters.send(
                        host, INTAKE, Letters.replyTo(warning), login + "@isp.example",
                        "--body", "Closed, behind a firewall now, and the queue is empty.")
                .orThrow();
        Awaited.within(LIFTED_WITHIN, () -> program.json("cases", "list", "--json").stream()
                .anyMatch(each -> each.get("login").asString().equals(login)
                        && each.get("state").asString().equals("CLOSED_FIXED")));
        assertTrue(
                program.log().lines().anyMatch(line -> line.contains("host=" + host.address())
                        && line.contains("verdict=CLOSED")
                        && line.contains("Shielded by its own firewall: nothing answers from outside.")),
                program::log);
        List<Path> mails = program.mailOf(login);
        assertEquals(2, mails.size(), "and the customer is told");
        String both = Files.readString(mails.getFirst()) + Files.readString(mails.getLast());
        assertTrue(both.contains("passed the test"), both);
    }

    private static LabSettings settings() {
        return LabSettings.of(INTAKE)
                .with("network.delivery-ranges", "[192.0.2.16/29]")
                .with("network.probe-addresses", "[" + INSIDE + "]")
                .with("scan.inside-address", INSIDE)
                .with("scan.outside-addresses", "[" + OUTSIDE + ", " + SECOND + "]")
                .with("scan.more-ports", "[]")
                .with("scan.tls-ports", "[]");
    }

    /** A port that answers nobody but our announced ranges (B14). */
    static void shield(LabHost host) {
        host.run(Command.of(List.of("/usr/sbin/nft", "add table inet own; "
                        + "add chain inet own input { type filter hook input priority 0; }; "
                        + "add rule inet own input tcp dport 25 ip saddr != 192.0.2.0/24 reject with tcp reset")))
                .orThrow();
    }

    private PostfixServer postfix(LabHost host, RelayMode mode, String... lines) {
        String name = host.name();
        ServerSettings settings = ServerSettings.of("mail." + name + ".example", name + ".example")
                .withNextHop("probe.isp.example", INTAKE, 25)
                .withNextHop("bounce.probe.isp.example", INTAKE, 25)
                .withExtraLines(lines);
        return PostfixServer.start(host, folder, settings, mode);
    }

    /** As one that trusts an issuer of whom everybody can have a certificate. */
    private void trustOurCertificate(PostfixServer server) throws IOException {
        Path own = folder.resolve("server-tls");
        ServerCertificate.of(
                new TlsSettings(Optional.empty(), own, "mail.certified.example"),
                Journal.toLog(),
                InstantSource.system());
        server.put("server.pem", Files.readAllLines(own.resolve("self-signed.pem")));
        List<String> ours = Files.readAllLines(folder.resolve("data/client-tls/self-signed.pem"));
        server.put("trusted.pem", ours.subList(ours.indexOf("-----BEGIN CERTIFICATE-----"), ours.size()));
        server.reconfigure(RelayMode.CLOSED);
    }

    private static void assertFound(
            Map<String, JsonNode> found, String login, String verdict, String vantage, String reason) {
        JsonNode host = found.get(login);
        assertEquals(vantage, host.get("vantage").asString(), host::toString);
        assertEquals(verdict, host.get("verdict").asString(), host::toString);
        assertTrue(host.get("reason").asString().startsWith(reason), host::toString);
    }
}
