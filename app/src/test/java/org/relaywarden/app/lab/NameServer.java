// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;

/**
 * A real name server, dnsmasq, on a host of a lab: it knows what it is told, and nothing else below {@code example}.
 */
final class NameServer {

    private static final int PORT = 5353;
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private NameServer() {}

    /**
     * Starts one on the host's first address; it answers when this returns, and ends with the lab.
     *
     * @param records as dnsmasq's own options
     * @return its address, as the settings want it
     */
    static String on(LabHost host, Path folder, String... records) {
        List<String> words = new ArrayList<>(List.of(
                "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--pid-file",
                "--user=" + System.getProperty("user.name"), "--log-facility=-", "--no-resolv", "--no-hosts",
                "--local=/example/", "--bind-interfaces", "--listen-address=" + host.address(), "--port=" + PORT));
        words.addAll(List.of(records));
        Process _ = host.start(words, Map.of(), folder.resolve("dnsmasq.log"));
        String address = host.address() + ":" + PORT;
        Command knocks = Command.of(List.of("perl", "-MIO::Socket::INET", "-e",
                "exit !IO::Socket::INET->new(PeerAddr => '" + address + "', Timeout => 5)"));
        Awaited.within(LIMIT, () -> host.run(knocks).exitCode() == 0);
        return address;
    }
}
