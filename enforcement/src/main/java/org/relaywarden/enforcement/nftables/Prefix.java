// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.relaywarden.enforcement.policy.AddressRange;

/**
 * A range of addresses with no bit set behind its prefix. Immutable.
 *
 * @param bits 32 for one IPv4 address, 128 for one IPv6 address
 */
record Prefix(InetAddress base, int bits) {

    static Prefix around(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        for (int at = 0; at < bytes.length; at++) {
            int kept = Math.clamp(bits - at * 8L, 0, 8);
            bytes[at] &= (byte) (0xff << (8 - kept));
        }
        try {
            return new Prefix(InetAddress.getByAddress(bytes), bits);
        } catch (UnknownHostException notFourNorSixteen) {
            throw new IllegalStateException(notFourNorSixteen);
        }
    }

    static Prefix alone(InetAddress address) {
        return new Prefix(address, widthOf(address));
    }

    static Prefix of(AddressRange range) {
        return around(range.network(), range.prefixBits());
    }

    /**
     * Reads the address of a listing; no name is looked up.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Prefix parse(String literal, int bits) {
        InetAddress address = InetAddress.ofLiteral(literal);
        if (bits < 0 || bits > widthOf(address)) {
            throw new IllegalArgumentException("a prefix of " + bits);
        }
        return around(address, bits);
    }

    private static int widthOf(InetAddress address) {
        return address.getAddress().length * 8;
    }

    Family family() {
        return isOneOf(32) ? Family.IPV4 : Family.IPV6;
    }

    private boolean isOneOf(int width) {
        return widthOf(base) == width;
    }

    boolean isOneAddress() {
        return bits == widthOf(base);
    }

    boolean contains(Prefix other) {
        return family() == other.family() && bits <= other.bits && around(other.base, bits).equals(this);
    }

    boolean overlaps(Prefix other) {
        return contains(other) || other.contains(this);
    }

    BigInteger first() {
        return new BigInteger(1, base.getAddress());
    }

    BigInteger last() {
        return first().add(BigInteger.ONE.shiftLeft(widthOf(base) - bits)).subtract(BigInteger.ONE);
    }

    /** The literal, re-printed from the parsed address: nothing else ever goes to the device. */
    String literal() {
        return base.getHostAddress();
    }

    /** As people read it. */
    @Override
    public String toString() {
        return isOneAddress() ? literal() : literal() + "/" + bits;
    }
}
