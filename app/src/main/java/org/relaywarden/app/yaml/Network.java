// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import java.net.InetAddress;

/**
 * A range of addresses (RFC 4632, RFC 4291 section 2.3). Immutable.
 *
 * @param base its first address: no bit is set behind the prefix
 * @param prefixLength in bits, 0 to 32 or 0 to 128
 */
public record Network(InetAddress base, int prefixLength) {

    public Network {
        byte[] bytes = base.getAddress();
        if (prefixLength < 0 || prefixLength > bytes.length * 8) {
            throw new IllegalArgumentException("a prefix of 0 to " + bytes.length * 8 + ", got " + prefixLength);
        }
        if (!base.equals(masked(base, prefixLength))) {
            throw new IllegalArgumentException("bits are set behind the prefix");
        }
    }

    /** The range that this address lies in. */
    static Network around(InetAddress address, int prefixLength) {
        return new Network(masked(address, prefixLength), prefixLength);
    }

    /** Whether the address lies in it; never for an address of the other family. */
    public boolean contains(InetAddress address) {
        return address.getAddress().length == base.getAddress().length
                && masked(address, prefixLength).equals(base);
    }

    private static InetAddress masked(InetAddress address, int prefixLength) {
        byte[] bytes = address.getAddress();
        for (int at = 0; at < bytes.length; at++) {
            int kept = Math.clamp(prefixLength - at * 8L, 0, 8);
            bytes[at] &= (byte) (0xff << (8 - kept));
        }
        return Literals.addressOf(bytes);
    }

    /** As in settings: {@code 192.0.2.0/24}. */
    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefixLength;
    }
}
