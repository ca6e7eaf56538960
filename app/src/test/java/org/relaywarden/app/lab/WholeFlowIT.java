// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.ServerSettings;

/** E1, E7, E8 on a real Postfix: open, found, recorded, warned, mended, replied, tested again, lifted, told. */
@Timeout(600)
final class WholeFlowIT {

    private static final String ISP = "192.0.2.10";

    @TempDir
    private Path folder;

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
    }

    @Test
    void fromProofToLift() throws Exception {
        try (Netlab lab = Netlab.open()) {
            LabHost isp = lab.addHost("isp", ISP);
            LabHost customer = lab.addHost("anna", "198.51.100.11");
            ServerSettings settings = ServerSettings.of("mail.anna.example", "anna.example")
                    .withNextHop("probe.isp.example", ISP, 25)
                    .withNextHop("bounce.probe.isp.example", ISP, 25);
            try (var postfix = PostfixServer.start(customer, folder, settings, PostfixServer.RelayMode.OPEN);
                    var program = ProgramInLab.serve(isp, folder)) {
                program.importCustomers("""
                        login,product,line,domains,addresses
                        anna,advanced-business-mail,dial-up,anna.example,198.51.100.11
                        """);
                assertEquals("OPEN", program.json("scan", "--json").getFirst().get("verdict").asString());
                assertEquals("BLOCKED", state(program));
                assertTrue(program.run("cases", "show", "1").contains("dial-up filter"), "E1: the filter is recorded");
                String warning = onlyMail(program, 1);
                String replyTo = Letters.replyTo(warning);

                // What must cause nothing: an automatic answer, a bounce, a token that we never made.
                send(customer, replyTo, "anna@isp.example", "--header", "Auto-Submitted: auto-replied", "--body", "I am away.");
                send(customer, replyTo.replace("relay-reply", "relay-bounce"), "<>", "--body", "Undeliverable.");
                send(customer, forged(replyTo), "anna@isp.example", "--body", "It is fixed, please test again.");
                assertEquals("BLOCKED", state(program));
                assertEquals(1, program.mailOf("anna").size(), "nobody was told anything");

                postfix.reconfigure(PostfixServer.RelayMode.CLOSED);
                send(customer, replyTo, "anna@isp.example", "--body", "We closed the relay and emptied the queue.");
                await(Duration.ofMinutes(2), () -> state(program).equals("CLOSED_FIXED"));
                assertTrue(onlyMail(program, 2).contains("passed the test"), "the customer is told");
                String history = program.run("cases", "show", "1");
                assertTrue(history.contains("automatic answer (Auto-Submitted)"), history);
                assertTrue(history.contains("The customer replied") && history.contains("Every block is gone"), history);
                assertEquals(1, program.json("cases", "list", "--json").size(), "one case from first to last");
            }
        }
    }

    private static String state(ProgramInLab program) {
        return program.json("cases", "list", "--json").getFirst().get("state").asString();
    }

    /** The newest mail of so many. */
    private static String onlyMail(ProgramInLab program, int count) throws Exception {
        List<Path> mails = program.mailOf("anna");
        assertEquals(count, mails.size(), mails.toString());
        List<String> texts = new ArrayList<>();
        for (Path mail : mails) {
            texts.add(Files.readString(mail, StandardCharsets.UTF_8));
        }
        return String.join("\n", texts);
    }

    /** The same token with one letter turned. */
    private static String forged(String address) {
        int at = address.indexOf('@');
        char last = address.charAt(at - 3);
        return address.substring(0, at - 3) + (last == 'a' ? 'b' : 'a') + address.substring(at - 2);
    }

    private static void send(LabHost from, String to, String sender, String... more) {
        Letters.send(from, ISP, to, sender, more).orThrow();
    }

    /** Each look is a command of its own and takes about a second. */
    private static void await(Duration limit, BooleanSupplier condition) {
        Instant latest = Instant.now().plus(limit);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(latest), "not within " + limit);
        }
    }
}
