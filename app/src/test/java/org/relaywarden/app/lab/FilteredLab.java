// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.PostfixServer;
import org.relaywarden.testbed.servers.ServerSettings;

/** A lab whose router filters by the program's order: the program on one host, an open Postfix, a neighbour, the world. */
record FilteredLab(
        Path folder, Netlab lab, LabHost isp, LabHost anna, LabHost neighbour, LabHost world, PostfixServer postfix)
        implements AutoCloseable {

    /** Takes mail, and tests what the world sees. */
    static final String INTAKE = "192.0.2.10";

    static final String DELIVERIES = "192.0.2.17";
    static final String PROBES = "192.0.2.26";
    private static final String ANNA = "198.51.100.11";
    private static final Pattern ELEMENT = Pattern.compile("198\\.51\\.100\\.11 \\. [0-9]+");

    static FilteredLab open(Path folder) {
        Netlab lab = Netlab.open();
        LabHost isp = lab.addHost("isp", INTAKE, DELIVERIES, PROBES);
        LabHost anna = lab.addHost("anna", ANNA);
        LabHost neighbour = lab.addHost("neighbour", "198.51.100.12");
        LabHost world = lab.addHost("world", "203.0.113.5");
        ServerSettings settings = ServerSettings.of("mail.anna.example", "anna.example")
                .withPorts(25, 80)
                .withNextHop("probe.isp.example", INTAKE, 25)
                .withNextHop("bounce.probe.isp.example", INTAKE, 25);
        PostfixServer postfix = PostfixServer.start(anna, folder, settings, PostfixServer.RelayMode.OPEN);
        return new FilteredLab(folder, lab, isp, anna, neighbour, world, postfix);
    }

    /** Of a program on the provider's host that orders the router. */
    LabSettings settings() {
        return LabSettings.of(INTAKE)
                .with("network.delivery-ranges", "[192.0.2.16/29]")
                .with("network.probe-addresses", "[" + PROBES + "]")
                .with("scan.inside-address", PROBES)
                .with("delivery.source-addresses", "[" + DELIVERIES + "]")
                .with("enforcement.driver", "nftables")
                .with("enforcement.nftables.command",
                        "[ip, netns, exec, " + lab.router().namespace() + ", /usr/sbin/nft]");
    }

    /** What the customer's mail port says to this source: {@code 220}, or {@code refused}. */
    String greeting(LabHost from, String source) {
        return greeting(from, source, 25);
    }

    String greeting(LabHost from, String source, int port) {
        Command.Outcome said = from.run(Command.of(
                        "swaks", "--server", ANNA, "--port", String.valueOf(port), "--local-interface", source,
                        "--quit-after", "BANNER", "--timeout", "10")
                .within(Duration.ofSeconds(30)));
        if (said.output().contains("<-  220")) {
            return "220";
        }
        return (said.output() + said.errors()).contains("Connection refused") ? "refused" : said.output() + said.errors();
    }

    /** The customer's hosts that the router blocks, with their ports. */
    List<String> blockedElements() {
        Command.Outcome listed = lab.router().run(Command.of("nft", "list", "set", "inet", "relaywarden", "blocked_ipv4"));
        Matcher elements = ELEMENT.matcher(listed.output());
        return elements.results().map(found -> found.group()).toList();
    }

    /** What {@code blocks list} says. */
    List<String> blocksListed() {
        return ProgramInLab.command(isp, folder, "blocks", "list").orThrow().output().lines().toList();
    }

    /** A session with the customer's server that is there before any block. */
    Session sessionFromTheWorld() throws IOException {
        Path answer = folder.resolve("session-answer");
        Path go = folder.resolve("session-go");
        String script = """
                exec 3<>/dev/tcp/%s/25 || exit 1
                read -r -t 20 greeting <&3 || exit 1
                echo greeted >"$1"
                until [ -e "$2" ]; do read -r -t 0.1 _ <>/dev/null || true; done
                printf 'NOOP\\r\\n' >&3
                if read -r -t 10 reply <&3; then echo answered >"$1"; else echo cut >"$1"; fi
                """.formatted(ANNA);
        Process process = world.start(
                List.of("bash", "-c", script, "session", answer.toString(), go.toString()),
                Map.of(),
                folder.resolve("session.log"));
        Session session = new Session(process, answer, go);
        Awaited.within(Duration.ofSeconds(30), () -> session.said().equals("greeted"));
        return session;
    }

    /** A session that waits to be told to go on. */
    record Session(Process process, Path answer, Path go) implements AutoCloseable {

        private static final Set<String> ENDS = Set.of("answered", "cut");

        /** {@code answered}, or {@code cut}. */
        String saysNoop() throws IOException {
            Files.createFile(go);
            // The shell empties the file before it writes: only a whole word is an answer.
            Awaited.within(Duration.ofSeconds(30), () -> ENDS.contains(said()));
            return said();
        }

        private String said() {
            try {
                return Files.readString(answer).strip();
            } catch (IOException notYet) {
                return "";
            }
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    @Override
    public void close() {
        postfix.close();
        lab.close();
    }
}
