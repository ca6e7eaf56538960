// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.testbed.simulated.OnwardRoutes;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;
import org.relaywarden.testbed.simulated.behaviour.Hostile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands on the real program, its embedded database and real sockets. */
@Timeout(180)
final class ProgramCommandsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private int intakePort;

    @BeforeEach
    void writeSettings() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            intakePort = free.getLocalPort();
        }
        Files.writeString(folder.resolve("r.yaml"), """
                data: {folder: data}
                intake: {listen: 127.0.0.1:%d}
                scan: {pace: {connection-spacing: 0s, retest-spacing: 0s, return-wait: 5s, deferred-retries: []}}
                """.formatted(intakePort));
    }

    private Typed typed(String line) {
        return Typed.in(folder).run(("--config r.yaml " + line).split(" "));
    }

    private String done(String line) {
        Typed typed = typed(line);
        assertEquals(0, typed.code(), () -> line + "\n" + typed);
        return typed.out();
    }

    private static List<JsonNode> objects(String lines) {
        return lines.lines().map(JSON::readTree).toList();
    }

    @Test
    void customersComeInFromAFileAllOrNone() throws IOException {
        Files.writeString(folder.resolve("bad.csv"), """
                login,product,line,addresses
                ann,advanced-mail,adsl,127.0.0.1
                bob,advanced-mail,pigeon,127.0.0.2
                """);
        Files.writeString(folder.resolve("good.csv"), """
                login,product,line,addresses,domains
                ann,advanced-mail,adsl,127.0.0.1:2599 ::1,ann.isp.example
                """);

        Typed bad = typed("customers import bad.csv");
        assertEquals(1, bad.code());
        assertTrue(bad.err().contains("bad.csv:3 line: "), bad::toString);
        assertTrue(bad.err().endsWith("Nothing imported: 1 fault. Mend the file, then import it again.\n"),
                bad::toString);
        assertEquals("", done("customers list --json"));

        assertTrue(done("customers import good.csv --dry-run")
                .contains("Would import: 1 new, 0 changed, 0 as before."));
        assertEquals("", done("customers list --json"), "a dry run changes nothing");
        assertTrue(done("customers import good.csv").contains("Imported: 1 new, 0 changed, 0 as before."));
        assertTrue(done("customers import good.csv").contains("Imported: 0 new, 0 changed, 1 as before."));

        JsonNode ann = objects(done("customers list --json")).getFirst();
        assertEquals("ann", ann.get("login").asString());
        assertEquals("[\"127.0.0.1:2599\",\"[::1]:25\"]", ann.get("addresses").toString());
        JsonNode shown = objects(done("customers show ann --json")).getFirst();
        ann.properties().forEach(field -> assertEquals(field.getValue(), shown.get(field.getKey())));
        assertEquals(0, shown.get("usedPercent").asInt(), "and how full the mailbox is");
        assertTrue(done("customers show ann").contains("domains: ann.isp.example\n"));
        assertEquals(1, typed("customers show nobody").code());
        assertEquals(1, typed("customers import missing.csv").code());
    }

    @Test
    void aDomainThatIsNoneOfItsProductIsToldAndTaken() throws IOException {
        Files.writeString(folder.resolve("customers.csv"), """
                login,product,line,domains
                ann,advanced-mail,adsl,ann.isp.example ann.example
                bob,advanced-business-mail,adsl,bob.example shop.ISP.example
                """);

        Typed first = typed("customers import customers.csv");
        assertEquals(
                """
                Look again: ann: advanced-mail comes with HOSTNAME.isp.example, and ann.example is none.
                Look again: bob: advanced-business-mail comes with a domain of the customer's own, and shop.isp.example is none.
                """,
                first.err());
        assertTrue(first.out().endsWith("Imported: 2 new, 0 changed, 0 as before.\n"), first::toString);
        assertEquals("", typed("customers import customers.csv").err(), "what is as before was told before");

        String many = IntStream.range(0, 25).mapToObj("c%1$d,advanced-mail,adsl,c%1$d.example%n"::formatted)
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("many.csv"), "login,product,line,domains\n" + many);
        Typed manyTold = typed("customers import many.csv --dry-run");
        assertEquals(21, manyTold.err().lines().count(), manyTold::toString);
        assertTrue(manyTold.err().endsWith("Look again: 5 more like these.\n"), manyTold::toString);
    }

    /** E9: every test in words, and what the host said can't move a cursor. */
    @Test
    void aScanIsExplainedTestByTest() throws IOException {
        try (var host = SimulatedMailServer.named("mail.ann.example")
                .at("127.0.9.1")
                .serving("ann.isp.example")
                .product("ESMTP Postfix")
                .behaving(Hostile.ESCAPE_CODES)
                .start()) {
            Files.writeString(folder.resolve("customers.csv"), """
                    login,product,line,addresses,domains
                    ann,advanced-mail,adsl,127.0.9.1:%d,ann.isp.example
                    """.formatted(host.address().getPort()));
            done("customers import customers.csv");

            Typed told = typed("scan --explain ann");

            assertEquals(0, told.code(), told::toString);
            for (String words : List.of("is CLOSED, seen from outside.", "K0 on port ", "can be believed", "R10 on port ",
                    "as it should be", "sent:      MAIL FROM:<", "R20 on port ", "the setting scan.mx-domain is not set")) {
                assertTrue(told.out().contains(words), () -> words + " in " + told.out());
            }
            assertTrue(told.out().chars().allMatch(c -> c == '\n' || (c >= ' ' && c != 0x7f)), "no control character");
            List<JsonNode> lines = objects(typed("scan --explain ann --json").out());
            assertTrue(lines.size() >= 18, () -> lines.size() + " tests");
            assertTrue(lines.getFirst().get("meaning").asString().length() > 20);
            assertEquals(1, typed("scan --tier 4").code());
        }
    }

    /** S1, decision 12: the probe comes back through an intake that listens for the time of the scan. */
    @Test
    void aScanFindsTheOpenRelayAndOpensItsCase() throws IOException {
        InetSocketAddress intake = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), intakePort);
        try (var open = SimulatedMailServer.named("mail.ann.example")
                        .at("127.0.9.1")
                        .serving("ann.isp.example")
                        .behaving(Behaviours.OPEN)
                        .onward(OnwardRoutes.allTo(intake))
                        .start();
                var closed = SimulatedMailServer.named("mail.bob.example")
                        .at("127.0.9.2")
                        .serving("bob.isp.example")
                        .behaving(Behaviours.CLOSED)
                        .start()) {
            Files.writeString(folder.resolve("customers.csv"), """
                    login,product,line,addresses,domains
                    ann,advanced-mail,adsl,127.0.9.1:%d,ann.isp.example
                    bob,advanced-mail,dial-up,127.0.9.2:%d,bob.isp.example
                    """.formatted(open.address().getPort(), closed.address().getPort()));
            done("customers import customers.csv");
            assertTrue(typed("scan --login nobody").err().contains("No customer has the login nobody"));

            Typed scan = typed("scan --json");

            assertEquals(0, scan.code(), scan::toString);
            assertTrue(scan.err().contains("Testing 2 hosts") && scan.err().contains("2 of 2: "), scan::toString);
            List<JsonNode> lines = objects(scan.out());
            assertEquals(2, lines.size(), scan::toString);
            for (JsonNode line : lines) {
                boolean isAnn = line.get("login").asString().equals("ann");
                assertEquals(isAnn ? "OPEN" : "CLOSED", line.get("verdict").asString(), line::toString);
                assertEquals(isAnn ? "127.0.9.1" : "127.0.9.2", line.get("address").asString());
                assertEquals("ipv4", line.get("family").asString());
                assertEquals("outside", line.get("vantage").asString());
                assertEquals(!isAnn, line.get("testsReturned").isEmpty(), line::toString);
                assertTrue(line.get("millis").asLong() > 0 && !line.get("reason").asString().isEmpty());
            }
        }
        showsTheCase();
    }

    /** Decisions 16 and 17: what was recorded becomes wanted for real; what can't be done is said, and stays wanted. */
    private void theTrialEndsOnARouterWithoutNft() throws IOException {
        Path nft = folder.resolve("nft");
        Files.writeString(nft, "#!/bin/sh\necho 'Error: Operation not permitted' >&2\nexit 1\n");
        assertTrue(nft.toFile().setExecutable(true));
        Files.writeString(folder.resolve("real.yaml"), Files.readString(folder.resolve("r.yaml"))
                .replace("scan: {", "scan: {inside-address: 192.0.2.130, outside-addresses: [203.0.113.9], ") + """
                network: {delivery-ranges: 192.0.2.0/25, probe-addresses: 192.0.2.130}
                enforcement: {driver: nftables, nftables: {command: %s}}
                """.formatted(nft));
        Typed typed = Typed.in(folder).run("--config", "real.yaml", "blocks", "reconcile");
        assertEquals(1, typed.code(), typed::toString);
        assertTrue(typed.err().contains("CAP_NET_ADMIN") && typed.err().contains(nft.toString()), typed::toString);
        assertTrue(typed.out().contains("ann"), typed::toString);
        JsonNode block = objects(done("blocks list --json")).getFirst();
        assertTrue(block.get("lastFault").asString().contains("Operation not permitted"), block::toString);
        assertTrue(block.get("dryRun").asBoolean(), "nothing became real");
        assertTrue(done("cases show 1").contains("Could not be done, and will be tried again: network block"));
        done("blocks reconcile");
    }

    private void showsTheCase() throws IOException {
        JsonNode one = objects(done("cases list --json")).getFirst();
        assertEquals("ann", one.get("login").asString());
        assertEquals("BLOCKED", one.get("state").asString(), one::toString);

        JsonNode shown = objects(done("cases show 1 --json")).getFirst();
        assertEquals("NETWORK_BLOCK", shown.get("blocks").get(0).get("measure").asString(), shown::toString);
        assertTrue(shown.get("blocks").get(0).get("dryRun").asBoolean(), shown::toString);
        assertEquals("WARNING", shown.get("notices").get(0).get("kind").asString(), shown::toString);
        assertFalse(shown.get("history").isEmpty());
        assertTrue(done("cases show 1").contains("dry run: recorded only"));
        assertTrue(done("cases list").startsWith("CASE  STATE"));
        assertEquals(1, typed("cases show 99").code());

        JsonNode block = objects(done("blocks list --json")).getFirst();
        assertEquals("ann NETWORK_BLOCK ON ON true 1", String.join(" ",
                block.get("login").asString(), block.get("measure").asString(), block.get("desired").asString(),
                block.get("actual").asString(), block.get("dryRun").toString(), block.get("case").toString()));
        assertTrue(block.get("lastFault").isNull() && block.get("since").isString(), block::toString);
        assertTrue(done("blocks list").contains("recorded only"));
        assertEquals("Everything was as wanted.\n", done("blocks reconcile"));
        theTrialEndsOnARouterWithoutNft();

        Path page = folder.resolve("out/index.html");
        assertEquals(page + "\n", done("report --out out"));
        assertTrue(Files.readString(page).contains("ann"));
    }
}
