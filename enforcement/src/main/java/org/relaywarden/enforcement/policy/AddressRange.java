// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.policy;

import java.net.InetAddress;

/**
 * One address, or all that share a prefix. Immutable.
 *
 * @param network the first address; bits beyond the prefix do not count
 * @param prefixBits 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record AddressRange(InetAddress network, int prefixBits) {

    public AddressRange {
        int bits = network.getAddress().length * 8;
        if (prefixBits < 0 || prefixBits > bits) {
            throw new IllegalArgumentException("a prefix of 0 to " + bits + ", got " + prefixBits);
        }
    }

    /**
     * Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or an address alone.
     *
     * @throws IllegalArgumentException when it is neither; no name is looked up
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = slash < 0 ? network.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1));
        return new AddressRange(network, bits);
    }

    /** Whether this address lies in it; never one of the other family. */
    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixBits;
    }
}
