// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections each peer has. Thread-safe. */
final class PeerCeiling {

    /** An IPv6 customer has at least a /64, so that is one peer. */
    private static final int IPV6_PREFIX_BYTES = 8;

    private final int connectionsMax;
    private final Map<ByteBuffer, Integer> connections = new ConcurrentHashMap<>();

    PeerCeiling(int connectionsMax) {
        this.connectionsMax = connectionsMax;
    }

    boolean enter(InetAddress peer) {
        int now = connections.merge(key(peer), 1, Integer::sum);
        if (now > connectionsMax) {
            leave(peer);
            return false;
        }
        return true;
    }

    void leave(InetAddress peer) {
        connections.computeIfPresent(key(peer), (address, now) -> now > 1 ? now - 1 : null);
    }

    private static ByteBuffer key(InetAddress peer) {
        byte[] address = peer.getAddress();
        return ByteBuffer.wrap(peer instanceof Inet6Address ? Arrays.copyOf(address, IPV6_PREFIX_BYTES) : address);
    }
}
