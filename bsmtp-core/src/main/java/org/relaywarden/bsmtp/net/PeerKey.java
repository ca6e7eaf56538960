// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** By what peers and networks are told apart: whole bytes of their address. */
public final class PeerKey {

    /** An IPv6 customer has at least a /64, so that is one peer. */
    private static final int PEER_V6_BYTES = 8;

    /** What one site is usually given. */
    private static final int NETWORK_V6_BYTES = 6;

    private static final int NETWORK_V4_BYTES = 3;

    private PeerKey() {}

    /** One IPv4 address, or one IPv6 /64. */
    public static ByteBuffer ofPeer(InetAddress peer) {
        byte[] address = peer.getAddress();
        return first(address, peer instanceof Inet6Address ? PEER_V6_BYTES : address.length);
    }

    static ByteBuffer ofNetwork(InetAddress peer) {
        return first(peer.getAddress(), peer instanceof Inet6Address ? NETWORK_V6_BYTES : NETWORK_V4_BYTES);
    }

    private static ByteBuffer first(byte[] address, int bytes) {
        return ByteBuffer.wrap(Arrays.copyOf(address, bytes));
    }
}
