// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a customer's mail server is told, beside whom it relays for. Start from {@link #of} and change what matters.
 *
 * @param hostName its own full name, as in its greeting
 * @param banner the text behind {@code 220}
 * @param domains the domains whose mail is its own
 * @param catchAll whether it takes every local part of them (B1: the rule among bSMTP customers), or {@code postmaster} only
 * @param ports where it listens, on all its addresses
 * @param nextHops where mail for other domains goes, for the lab has no DNS: a domain to a literal address and a port
 * @param retryEvery how long deferred mail waits before the next attempt, at least one second
 * @param extraLines lines of the program's own configuration language, put at the end of its main part
 */
public record ServerSettings(
        String hostName,
        String banner,
        List<String> domains,
        boolean catchAll,
        List<Integer> ports,
        Map<String, NextHop> nextHops,
        Duration retryEvery,
        List<String> extraLines) {

    /** A literal IPv4 or IPv6 address, without brackets, and a port. */
    public record NextHop(String address, int port) {}

    public ServerSettings {
        domains = List.copyOf(domains);
        ports = List.copyOf(ports);
        nextHops = Map.copyOf(nextHops);
        extraLines = List.copyOf(extraLines);
        var texts = new ArrayList<>(domains);
        texts.add(hostName);
        texts.add(banner);
        texts.addAll(nextHops.keySet());
        if (texts.stream().anyMatch(text -> text.isEmpty() || !text.matches("[ -~&&[^\"$\\\\]]*"))) {
            throw new IllegalArgumentException("names and banner are printable ASCII without \" $ and \\, not empty: " + texts);
        }
        if (domains.isEmpty() || ports.isEmpty() || retryEvery.toSeconds() < 1) {
            throw new IllegalArgumentException("a server needs a domain, a port and a second between attempts");
        }
    }

    /** A server for one domain: catch-all, port 25, no next hops, a retry every two seconds. */
    public static ServerSettings of(String hostName, String domain) {
        return new ServerSettings(
                hostName, hostName + " ESMTP", List.of(domain), true, List.of(25), Map.of(), Duration.ofSeconds(2), List.of());
    }

    /** The same with another greeting. */
    public ServerSettings withBanner(String text) {
        return new ServerSettings(hostName, text, domains, catchAll, ports, nextHops, retryEvery, extraLines);
    }

    /** The same, taking every local part or none but {@code postmaster}. */
    public ServerSettings withCatchAll(boolean all) {
        return new ServerSettings(hostName, banner, domains, all, ports, nextHops, retryEvery, extraLines);
    }

    /** The same with own domains beside those it has. */
    public ServerSettings withDomains(String... more) {
        var all = new ArrayList<>(domains);
        all.addAll(List.of(more));
        return new ServerSettings(hostName, banner, all, catchAll, ports, nextHops, retryEvery, extraLines);
    }

    /** The same on these ports. */
    public ServerSettings withPorts(Integer... numbers) {
        return new ServerSettings(hostName, banner, domains, catchAll, List.of(numbers), nextHops, retryEvery, extraLines);
    }

    /** The same, knowing one more way. */
    public ServerSettings withNextHop(String domain, String address, int port) {
        var all = new LinkedHashMap<>(nextHops);
        all.put(domain, new NextHop(address, port));
        return new ServerSettings(hostName, banner, domains, catchAll, ports, all, retryEvery, extraLines);
    }

    /** The same with lines of its own language beside those it has. */
    public ServerSettings withExtraLines(String... more) {
        var all = new ArrayList<>(extraLines);
        all.addAll(List.of(more));
        return new ServerSettings(hostName, banner, domains, catchAll, ports, nextHops, retryEvery, all);
    }
}
