// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Peers that have brought something of use since the program began, the ten thousand that did last. A peer is an IPv4
 * address or an IPv6 /64. Thread-safe.
 */
public final class KnownPeers {

    private static final int PEERS_MAX = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ByteBuffer, Boolean> peers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
            return size() > PEERS_MAX;
        }
    };

    /** It brought something. */
    public void remember(InetAddress peer) {
        lock.lock();
        try {
            peers.put(PeerKey.ofPeer(peer), true);
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is among them. */
    public boolean isKnown(InetAddress peer) {
        lock.lock();
        try {
            return peers.containsKey(PeerKey.ofPeer(peer));
        } finally {
            lock.unlock();
        }
    }
}
