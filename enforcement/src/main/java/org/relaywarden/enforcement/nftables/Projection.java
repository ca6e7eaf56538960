// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.enforcement.block.BlockRecord;

/**
 * What a block means on the network, by the customers' table of now: a block is on an account and its line, and follows
 * the account's fixed addresses (decision 16). Port 25, the port of the books and every port that was proved open; IPv6
 * by the host's prefix.
 *
 * <p>It never reaches beyond its customer: where a prefix holds an address of somebody else, or one that is never to be
 * blocked, the addresses alone are taken. Immutable; made anew for each conversation with the device.
 */
final class Projection {

    private static final int SMTP = 25;

    private final Map<String, Customer> byLogin = new HashMap<>();
    private final Map<InetAddress, String> ownerOf = new HashMap<>();
    private final Map<Prefix, Set<String>> ownersOfPrefix = new HashMap<>();
    private final List<Prefix> never;
    private final int ipv6Bits;

    Projection(List<Customer> customers, NftablesSettings settings) {
        ipv6Bits = settings.ipv6PrefixBits();
        never = settings.neverBlock().stream().map(Prefix::of).toList();
        for (Customer customer : customers) {
            byLogin.put(customer.login(), customer);
            for (FixedAddress fixed : customer.addresses()) {
                ownerOf.put(fixed.address(), customer.login());
                if (fixed.address() instanceof Inet6Address) {
                    ownersOfPrefix
                            .computeIfAbsent(Prefix.around(fixed.address(), ipv6Bits), _ -> new LinkedHashSet<>())
                            .add(customer.login());
                }
            }
        }
    }

    /** The elements of a block; none when no address of the customer may be blocked. */
    Set<Element> of(BlockRecord block) {
        Set<Element> elements = new LinkedHashSet<>();
        for (InetAddress address : addressesOf(block)) {
            Prefix host = hostOf(address, block.login());
            elements.add(new Element(host, SMTP));
            elements.add(new Element(host, block.port()));
            block.openPorts().stream().sorted().forEach(port -> elements.add(new Element(host, port)));
        }
        return elements;
    }

    /** A customer who left the table keeps the address that was proved open, unless somebody else has it by now. */
    private Set<InetAddress> addressesOf(BlockRecord block) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        Optional.ofNullable(byLogin.get(block.login()))
                .ifPresent(customer -> customer.addresses().forEach(fixed -> addresses.add(fixed.address())));
        if (addresses.isEmpty()) {
            addresses.add(block.address());
        }
        // The case's own address went past the list of those that are never blocked when the block was asked for.
        addresses.removeIf(address -> !address.equals(block.address()) && isNeverBlocked(Prefix.alone(address)));
        addresses.removeIf(address -> !ownerOf.getOrDefault(address, block.login()).equals(block.login()));
        return addresses;
    }

    private Prefix hostOf(InetAddress address, String login) {
        if (!(address instanceof Inet6Address)) {
            return Prefix.alone(address);
        }
        Prefix wide = Prefix.around(address, ipv6Bits);
        boolean ownsAll = Set.of(login).containsAll(ownersOfPrefix.getOrDefault(wide, Set.of()));
        return ownsAll && !isNeverBlocked(wide) ? wide : Prefix.alone(address);
    }

    private boolean isNeverBlocked(Prefix host) {
        return never.stream().anyMatch(host::overlaps);
    }
}
