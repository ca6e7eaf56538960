// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

/** The two families, in nft's words; each has sets and rules of its own. */
enum Family {
    /** RFC 791. Hosts are single addresses: a hash set. */
    IPV4("ip", "ipv4_addr", "ipv4"),
    /** RFC 8200. Hosts are prefixes: an interval set, without auto-merge, which would swallow owner marks. */
    IPV6("ip6", "ipv6_addr", "ipv6");

    private final String protocol;
    private final String type;
    private final String word;

    Family(String protocol, String type, String word) {
        this.protocol = protocol;
        this.type = type;
        this.word = word;
    }

    String protocol() {
        return protocol;
    }

    String type() {
        return type;
    }

    /** The set of blocked hosts and ports. */
    String blockedSet() {
        return "blocked_" + word;
    }

    /** The set of our own addresses, which reach blocked hosts. */
    String passingSet() {
        return "passing_" + word;
    }
}
