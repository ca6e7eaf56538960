// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.netlab;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;

/** The only addresses a lab gives out: those that RFC 5737 and RFC 3849 keep for examples, so that a leak would reach nobody. */
final class DocumentationRanges {
    /** 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 and 2001:db8::/32, as the hexadecimal digits they begin with. */
    private static final List<String> PREFIXES = List.of("c00002", "c63364", "cb0071", "20010db8");

    private DocumentationRanges() {}

    /**
     * Reads an address; never asks a resolver.
     *
     * @throws IllegalArgumentException when it is none, or not a documentation address
     */
    static InetAddress address(String text) {
        InetAddress address = InetAddress.ofLiteral(text);
        String digits = HexFormat.of().formatHex(address.getAddress());
        if (PREFIXES.stream().noneMatch(digits::startsWith)) {
            throw new IllegalArgumentException(text + ": not an address for documentation; take one of 192.0.2.0/24, "
                    + "198.51.100.0/24, 203.0.113.0/24 (RFC 5737) or 2001:db8::/32 (RFC 3849)");
        }
        return address;
    }
}
