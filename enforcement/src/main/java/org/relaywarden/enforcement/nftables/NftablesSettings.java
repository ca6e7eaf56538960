// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.time.Duration;
import java.util.List;
import org.relaywarden.enforcement.policy.AddressRange;

/**
 * What an operator may set of the driver. Immutable.
 *
 * @param command the words that are put before nft's own arguments; no shell reads them
 * @param deadline how long one call of it may take; after that it is ended
 * @param passing the delivery ranges and probe addresses: they reach a blocked host, nobody else does (decision 15)
 * @param ipv6PrefixBits how much of an IPv6 address is one customer's; a host can pick any address below it
 * @param neverBlock addresses that stay reachable even when their customer has a block
 */
public record NftablesSettings(
        List<String> command,
        Duration deadline,
        List<AddressRange> passing,
        int ipv6PrefixBits,
        List<AddressRange> neverBlock) {

    public NftablesSettings {
        command = List.copyOf(command);
        passing = List.copyOf(passing);
        neverBlock = List.copyOf(neverBlock);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least the name of a program");
        }
        if (ipv6PrefixBits < 1 || ipv6PrefixBits > 128) {
            throw new IllegalArgumentException("a prefix of 1 to 128, got " + ipv6PrefixBits);
        }
    }
}
