// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.netlab;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small internet of network namespaces: one router and as many hosts as a test wants. Each host hangs on the router by a
 * link of its own, so that the router can filter one host as a provider filters one customer's line. Hosts reach each other by
 * the router only; the machine's own network and this lab do not see each other.
 *
 * <p>{@link #close} stops what runs on the hosts, by the pids of their namespaces, and deletes them; a normal end of the JVM
 * closes what a test left open, and the next lab removes what a killed JVM left. Safe for use by several threads.
 */
public final class Netlab implements AutoCloseable {
    /** Numbers the namespaces of this JVM, over all its labs. */
    private static final AtomicInteger SEQUENCE = new AtomicInteger();
    /** Every link of the router bears these: a host's default route points there. */
    private static final String GATEWAY = "192.0.2.254";

    private static final String GATEWAY_IPV6 = "fe80::1";

    private final Namespace router;
    private final LabHost routerHost;
    private final List<Namespace> hosts = new ArrayList<>();
    private final Thread atExit = new Thread(this::deleteAll, "netlab-at-exit");

    private Netlab() {
        router = Namespace.make(Leftovers.name(SEQUENCE.incrementAndGet(), "router"));
        Runtime.getRuntime().addShutdownHook(atExit);
        routerHost = new LabHost("router", router, List.of(DocumentationRanges.address(GATEWAY)));
        router.ip("address", "add", GATEWAY + "/32", "dev", "lo");
        routerHost.run(Command.of("sysctl", "-qw", "net.ipv4.ip_forward=1")).orThrow();
        if (hasIpv6()) {
            routerHost.run(Command.of("sysctl", "-qw", "net.ipv6.conf.all.forwarding=1")).orThrow();
        }
    }

    /**
     * An empty lab with its router; what killed runs left behind is removed first.
     *
     * @throws LabFailure when the machine does not let us: see {@code Requirements} of {@code testbed.servers}
     */
    public static Netlab open() {
        Leftovers.clean();
        return new Netlab();
    }

    /** The router: the place for filters ({@code nft}) on what passes between hosts. Its link to a host bears the host's name. */
    public LabHost router() {
        return routerHost;
    }

    /**
     * Adds a host.
     *
     * @param name short, unique in this lab: 1 to 15 lower-case letters, digits and hyphens
     * @param addresses at least one, IPv4 or IPv6, out of the documentation ranges; {@value #GATEWAY} is the router's own
     */
    public synchronized LabHost addHost(String name, String... addresses) {
        List<InetAddress> own = check(name, addresses);
        Namespace host = Namespace.make(Leftovers.name(SEQUENCE.incrementAndGet(), name));
        hosts.add(host);
        router.ip("link", "add", "dev", name, "type", "veth", "peer", "name", "eth0", "netns", host.name());
        router.ip("link", "set", "dev", name, "up");
        host.ip("link", "set", "dev", "eth0", "up");
        if (own.stream().anyMatch(Inet6Address.class::isInstance)) {
            router.ip("address", "add", GATEWAY_IPV6 + "/64", "dev", name, "nodad");
        }
        own.forEach(address -> giveAddress(host, name, address));
        if (own.stream().anyMatch(Inet4Address.class::isInstance)) {
            host.ip("route", "add", "default", "via", GATEWAY, "dev", "eth0", "onlink");
        }
        if (own.stream().anyMatch(Inet6Address.class::isInstance)) {
            host.ip("-6", "route", "add", "default", "via", GATEWAY_IPV6, "dev", "eth0");
        }
        return new LabHost(name, host, own);
    }

    private void giveAddress(Namespace host, String link, InetAddress address) {
        if (address instanceof Inet6Address) {
            // nodad: the address serves at once, not after the second that duplicate detection takes (RFC 4862 section 5.4).
            host.ip("address", "add", address.getHostAddress() + "/128", "dev", "eth0", "nodad");
            router.ip("-6", "route", "add", address.getHostAddress() + "/128", "dev", link);
        } else {
            host.ip("address", "add", address.getHostAddress() + "/32", "dev", "eth0");
            router.ip("route", "add", address.getHostAddress() + "/32", "dev", link);
        }
    }

    private static List<InetAddress> check(String name, String... addresses) {
        if (!name.matches("[a-z][a-z0-9-]{0,14}") || name.equals("lo")) {
            throw new IllegalArgumentException(name + ": a host's name has 1 to 15 lower-case letters, digits and hyphens");
        }
        if (addresses.length == 0) {
            throw new IllegalArgumentException(name + ": a host needs at least one address");
        }
        return Arrays.stream(addresses).map(DocumentationRanges::address).toList();
    }

    private static boolean hasIpv6() {
        return Files.isDirectory(Path.of("/proc/sys/net/ipv6"));
    }

    /** Stops what runs in the lab and deletes it; a second call does nothing. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return;  // the JVM is ending: the hook does it
        }
        deleteAll();
    }

    private synchronized void deleteAll() {
        List<Namespace> left = new ArrayList<>(hosts);
        left.add(router);
        left.retainAll(Namespace.all());
        left.forEach(Namespace::delete);
    }
}
