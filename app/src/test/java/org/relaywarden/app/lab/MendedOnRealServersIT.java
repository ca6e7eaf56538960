// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.EximServer;
import org.relaywarden.testbed.servers.MailServer;
import org.relaywarden.testbed.servers.OpenSmtpdServer;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.SendmailServer;
import org.relaywarden.testbed.servers.ServerSettings;
import tools.jackson.databind.JsonNode;

/**
 * E7, decision 13: whatever the real server that relayed for all is once it is mended (one that takes every name of its domain,
 * one that says 454 to relaying, one that its own firewall shields), its customer's reply has it tested, and it is lifted.
 */
@Timeout(400)
final class MendedOnRealServersIT {

    private static final String INTAKE = "192.0.2.10";
    private static final String INSIDE = "192.0.2.26";
    private static final String OUTSIDE = "203.0.113.25";
    private static final Duration LIFTED_WITHIN = Duration.ofMinutes(4);

    private enum Product { POSTFIX, EXIM, SENDMAIL, OPENSMTPD }

    /** What it is once it is mended. */
    private enum Way { CATCH_ALL, KNOWS_ITS_USERS, SHIELDED }

    /** A server that stands open, and how it is mended. */
    private record Relay(MailServer server, Runnable mending) {}

    @TempDir
    private Path folder;

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
        Requirements.needsRouter();
    }

    @Test
    void eachIsLiftedOnceItsCustomerReplies() throws Exception {
        SequencedMap<LabHost, Relay> relays = new LinkedHashMap<>();
        try (Netlab lab = Netlab.open()) {
            LabHost isp = lab.addHost("isp", INTAKE, INSIDE, OUTSIDE);
            try (var program = ProgramInLab.serve(isp, folder, settings())) {
                StringBuilder books = new StringBuilder("login,product,line,domains,addresses\n");
                for (Product product : Product.values()) {
                    for (Way way : Way.values()) {
                        String address = "198.51.100." + (11 + relays.size());
                        LabHost host = lab.addHost("h" + product.ordinal() + way.ordinal(), address);
                        relays.put(host, open(product, way, host));
                        books.append("%1$s,advanced-business-mail,adsl,%1$s.example,%2$s%n".formatted(host.name(), address));
                    }
                }
                program.importCustomers(books.toString());
                Map<String, String> found = program.json("scan", "--json").stream()
                        .collect(Collectors.toMap(MendedOnRealServersIT::login, each -> each.get("verdict").asString()));
                assertEquals(List.of("OPEN"), found.values().stream().distinct().toList(), found::toString);
                assertEquals(Collections.nCopies(relays.size(), "BLOCKED"), states(program));

                for (LabHost host : relays.keySet()) {
                    relays.get(host).mending().run();
                    reply(program, host);
                }

                Awaited.within(LIFTED_WITHIN, () -> states(program).stream().allMatch("CLOSED_FIXED"::equals));
                for (LabHost host : relays.keySet()) {
                    assertIsTold(program, host);
                }
            } finally {
                for (Relay relay : relays.values()) {
                    relay.server().close();
                }
            }
        }
    }

    private Relay open(Product product, Way way, LabHost host) {
        ServerSettings settings = ServerSettings.of("mail." + host.name() + ".example", host.name() + ".example")
                .withCatchAll(way == Way.CATCH_ALL)
                .withNextHop("probe.isp.example", INTAKE, 25)
                .withNextHop("bounce.probe.isp.example", INTAKE, 25);
        Runnable firewall = () -> {
            if (way == Way.SHIELDED) {
                VantagesOnRealPostfixIT.shield(host);
            }
        };
        return switch (product) {
            case POSTFIX -> {
                var server = PostfixServer.start(host, folder, settings, PostfixServer.RelayMode.OPEN);
                yield new Relay(server, both(firewall, () -> server.reconfigure(PostfixServer.RelayMode.CLOSED)));
            }
            case EXIM -> {
                var server = EximServer.start(host, folder, settings, EximServer.RelayMode.OPEN);
                yield new Relay(server, both(firewall, () -> server.reconfigure(EximServer.RelayMode.CLOSED)));
            }
            case SENDMAIL -> {
                var server = SendmailServer.start(host, folder, settings, SendmailServer.RelayMode.OPEN);
                yield new Relay(server, both(firewall, () -> server.reconfigure(SendmailServer.RelayMode.CLOSED)));
            }
            case OPENSMTPD -> {
                var server = OpenSmtpdServer.start(host, folder, settings, OpenSmtpdServer.RelayMode.OPEN);
                yield new Relay(server, both(firewall, () -> server.reconfigure(OpenSmtpdServer.RelayMode.CLOSED)));
            }
        };
    }

    private static Runnable both(Runnable one, Runnable other) {
        return () -> {
            one.run();
            other.run();
        };
    }

    private static void reply(ProgramInLab program, LabHost host) throws IOException {
        String warning = Files.readString(program.mailOf(host.name()).getFirst());
        Letters.send(
                        host, INTAKE, Letters.replyTo(warning), host.name() + "@isp.example",
                        "--body", "Closed to strangers, and the queue is empty.")
                .orThrow();
    }

    private static void assertIsTold(ProgramInLab program, LabHost host) throws IOException {
        boolean shielded = host.name().endsWith(String.valueOf(Way.SHIELDED.ordinal()));
        List<String> verdicts = program.log().lines()
                .filter(line -> line.contains("host=" + host.address() + " ") && line.contains("verdict=CLOSED"))
                .toList();
        assertTrue(verdicts.stream().anyMatch(line -> line.contains("Shielded by its own firewall") == shielded),
                () -> host + ": " + verdicts);
        String mails = program.mailOf(host.name()).stream().map(MendedOnRealServersIT::text).collect(Collectors.joining());
        assertTrue(mails.contains("passed the test"), () -> host + ": " + mails);
    }

    private static String text(Path mail) {
        try {
            return Files.readString(mail, StandardCharsets.ISO_8859_1);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    private static String login(JsonNode line) {
        return line.get("login").asString();
    }

    private static List<String> states(ProgramInLab program) {
        List<String> states = new ArrayList<>();
        program.json("cases", "list", "--json").forEach(each -> states.add(each.get("state").asString()));
        return states;
    }

    private static LabSettings settings() {
        return LabSettings.of(INTAKE)
                .with("network.delivery-ranges", "[192.0.2.16/29]")
                .with("network.probe-addresses", "[" + INSIDE + "]")
                .with("scan.inside-address", INSIDE)
                .with("scan.outside-addresses", "[" + OUTSIDE + "]")
                .with("scan.more-ports", "[]")
                .with("scan.tls-ports", "[]")
                .with("enforcement.blocks-always-allowed", "100");
    }
}
