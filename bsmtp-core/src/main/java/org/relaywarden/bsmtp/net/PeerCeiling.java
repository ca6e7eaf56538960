// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections each peer has, and each network. Thread-safe. */
final class PeerCeiling {

    private final int perPeerMax;
    private final int perNetworkMax;
    private final Map<ByteBuffer, Integer> byPeer = new ConcurrentHashMap<>();
    private final Map<ByteBuffer, Integer> byNetwork = new ConcurrentHashMap<>();

    PeerCeiling(int perPeerMax, int perNetworkMax) {
        this.perPeerMax = perPeerMax;
        this.perNetworkMax = perNetworkMax;
    }

    /** Lets a connection in, or says which ceiling keeps it out. */
    Optional<NetCounter> enter(InetAddress peer) {
        if (!enter(byPeer, PeerKey.ofPeer(peer), perPeerMax)) {
            return Optional.of(NetCounter.PEER_IN_USE);
        }
        if (!enter(byNetwork, PeerKey.ofNetwork(peer), perNetworkMax)) {
            leave(byPeer, PeerKey.ofPeer(peer));
            return Optional.of(NetCounter.NETWORK_IN_USE);
        }
        return Optional.empty();
    }

    /** Of one that was let in. */
    void leave(InetAddress peer) {
        leave(byPeer, PeerKey.ofPeer(peer));
        leave(byNetwork, PeerKey.ofNetwork(peer));
    }

    private static boolean enter(Map<ByteBuffer, Integer> connections, ByteBuffer key, int max) {
        if (connections.merge(key, 1, Integer::sum) > max) {
            leave(connections, key);
            return false;
        }
        return true;
    }

    private static void leave(Map<ByteBuffer, Integer> connections, ByteBuffer key) {
        connections.computeIfPresent(key, (same, now) -> now > 1 ? now - 1 : null);
    }
}
