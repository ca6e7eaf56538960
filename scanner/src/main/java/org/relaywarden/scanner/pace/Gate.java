// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.pace;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets conversations begin: so many at once, only some of them in one network, and one at a time with each host,
 * whatever scans run. Who waits for a pace or a return holds no place. Thread-safe.
 */
public final class Gate {

    private static final int IPV4_NETWORK_BYTES = 3; // a /24
    private static final int IPV6_NETWORK_BYTES = 6; // a /48

    private final Semaphore places;
    private final int inNetworkMax;

    /** One permit a host; as many hosts as the customers have. */
    private final Map<InetAddress, Semaphore> hosts = new ConcurrentHashMap<>();

    /** One set of permits a network. */
    private final Map<String, Semaphore> networks = new ConcurrentHashMap<>();

    /**
     * A gate.
     *
     * @param inNetworkMax with the hosts of one /24 or, for IPv6, one /48: they may hang on one line, or be one machine
     */
    public Gate(int hostsAtOnce, int inNetworkMax) {
        this.places = new Semaphore(hostsAtOnce, true);
        this.inNetworkMax = inNetworkMax;
    }

    /** Holds this conversation once the host is free and there is a place. */
    public <T> T inTurn(InetAddress host, Supplier<T> conversation) throws InterruptedException {
        Semaphore one = hosts.computeIfAbsent(host, unseen -> new Semaphore(1, true));
        Semaphore few = networks.computeIfAbsent(networkOf(host), unseen -> new Semaphore(inNetworkMax, true));
        return holding(one, () -> holding(few, () -> holding(places, conversation::get)));
    }

    /** What can be interrupted while it waits. */
    private interface Held<T> {
        T run() throws InterruptedException;
    }

    private static <T> T holding(Semaphore permit, Held<T> work) throws InterruptedException {
        permit.acquire();
        try {
            return work.run();
        } finally {
            permit.release();
        }
    }

    private static String networkOf(InetAddress host) {
        int bytes = host instanceof Inet4Address ? IPV4_NETWORK_BYTES : IPV6_NETWORK_BYTES;
        return HexFormat.of().formatHex(host.getAddress(), 0, bytes);
    }
}
