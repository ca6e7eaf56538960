// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Where to listen, and the ceilings, which hold for all addresses together. Immutable.
 *
 * @param name of the threads
 * @param addresses port 0: the system picks one
 * @param sessionsMax connections at once
 * @param sessionsPerPeerMax connections at once from one IPv4 address, or one IPv6 /64
 * @param sessionsPerNetworkMax connections at once from one IPv4 /24, or one IPv6 /48
 * @param busyLine said to a connection too many, without its CRLF
 * @param writeWithin after which a peer that reads nothing is cut off
 * @param closeWithin how long sessions have to end when the listener closes
 */
public record ListenerSettings(
        String name,
        List<InetSocketAddress> addresses,
        int sessionsMax,
        int sessionsPerPeerMax,
        int sessionsPerNetworkMax,
        String busyLine,
        Duration writeWithin,
        Duration closeWithin) {

    public ListenerSettings {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a listener needs an address to listen on");
        }
        if (sessionsMax < 1 || sessionsPerPeerMax < 1 || sessionsPerNetworkMax < 1) {
            throw new IllegalArgumentException("a ceiling of sessions is 1 or more");
        }
        addresses = List.copyOf(addresses);
    }
}
