// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * Who may send, and the secret shared with them (RFC 2865 section 3). Immutable.
 *
 * @param network the first address of the range
 * @param prefixBits how many leading bits of it count: 0 to 32, or to 128 for IPv6
 * @param secret 1 character or more; never shown
 */
public record RadiusClient(InetAddress network, int prefixBits, String secret) {

    public RadiusClient {
        if (prefixBits < 0 || prefixBits > network.getAddress().length * 8) {
            throw new IllegalArgumentException("a prefix is 0 to " + network.getAddress().length * 8 + " bits");
        }
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an access server needs a secret");
        }
    }

    /** So that the first that covers an address is the one that counts. */
    static List<RadiusClient> narrowestFirst(List<RadiusClient> clients) {
        return clients.stream()
                .sorted(Comparator.comparingInt(RadiusClient::prefixBits).reversed())
                .toList();
    }

    boolean covers(InetAddress source) {
        byte[] own = network.getAddress();
        byte[] other = source.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    byte[] secretBytes() {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "RadiusClient[" + network.getHostAddress() + "/" + prefixBits + "]";
    }
}
