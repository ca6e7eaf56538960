// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth.setups;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.servers.DnsmasqServer;
import org.relaywarden.testbed.servers.EximRules;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.servers.ServerSettings;

/**
 * Where a real server is started, and what every server of the table is told: its names, and the ways to the collector
 * and to the witness, for there is no DNS.
 *
 * @param nameServers takes a server to be closed before the lab is
 */
public record Place(LabHost host, Path folder, ServerSettings settings, Consumer<DnsmasqServer> nameServers) {

    /** Neither is below isp.example: a host that trusts that domain and all below it would take the tester for one of it. */
    public static final String COLLECTOR_DOMAIN = "collector.example";

    public static final String SENDER_DOMAIN = "relaytest.example";

    /** The collector's other domain, which no server of the table is told of but for its next hop. */
    public static final String FRESH_DOMAIN = "quiet.example";

    /** Where the program tests from as the world does: two addresses, in no announced range. */
    public static final String OUTSIDE = "203.0.113.25";

    public static final String SECOND_OUTSIDE = "203.0.113.26";

    /** Where it tests from besides; with the range that it delivers from, that is what customers' firewalls let in (B14). */
    public static final String INSIDE = "192.0.2.26";

    public static final String DELIVERIES = "192.0.2.16/29";

    /**
     * A firewall of the host's own: its port 25 is for the announced ranges alone.
     *
     * @param forOthers what all others meet: a verdict of nft(8)
     */
    void shield(String forOthers) {
        String rules = "add table inet own; add chain inet own input { type filter hook input priority 0; }; "
                + "add rule inet own input tcp dport 25 ip saddr { %s, %s } accept; add rule inet own input tcp dport 25 %s"
                        .formatted(DELIVERIES, INSIDE, forOthers);
        host.run(Command.of(Requirements.place("nft").toString(), rules)).orThrow();
    }

    /** A name server on its host, which tells that it is the last MX for two names, as the provider's does for R20. */
    void startNames() {
        String label = host.address().replace('.', '-');
        List<String> records = new ArrayList<>(List.of("--address=/mail.isp.example/192.0.2.10"));
        for (String domain : List.of("mx." + COLLECTOR_DOMAIN, "mx." + StrangersForms.WITNESS_DOMAIN)) {
            String name = "h" + label + "." + domain;
            records.add("--mx-host=" + name + ",mail.isp.example,10");
            records.add("--mx-host=" + name + ",a" + label + "." + domain + ",90");
            records.add("--mx-host=" + name + "," + settings.hostName() + ",80");
            records.add("--address=/a" + label + "." + domain + "/" + host.address());
        }
        nameServers.accept(DnsmasqServer.startOn(host, folder, records.toArray(String[]::new)));
    }

    String domain() {
        return settings.domains().getFirst();
    }

    /** With the names of this place in the place of HOST, DOMAIN and ADDRESS. */
    String here(String text) {
        return text.replace("HOST", settings.hostName())
                .replace("DOMAIN", domain())
                .replace("ADDRESS", host.address());
    }

    String[] here(String... lines) {
        return Arrays.stream(lines).map(this::here).toArray(String[]::new);
    }

    EximRules here(EximRules rules) {
        return new EximRules(
                here(rules.main()),
                here(rules.recipients()),
                here(rules.acls()),
                here(rules.routers()),
                here(rules.transports()));
    }

    private List<String> here(List<String> lines) {
        return lines.stream().map(this::here).toList();
    }
}
