// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.customers.Product;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.policy.AddressRange;

/** Customers, blocks and settings, as short as tests want them. */
final class Books {

    static final List<AddressRange> PASSING = Stream.of(
                    "192.0.2.0/25", "192.0.2.130", "192.0.2.7", "2001:db8:a::/48", "2001:db8:b::1")
            .map(AddressRange::parse)
            .toList();

    private Books() {}

    static NftablesSettings settings(List<String> command, String... never) {
        return new NftablesSettings(
                command,
                Duration.ofSeconds(15),
                PASSING,
                64,
                Arrays.stream(never).map(AddressRange::parse).toList());
    }

    static Customer customer(String login, String... addresses) {
        return new Customer(
                login,
                List.of(),
                Product.ADVANCED_BUSINESS_MAIL,
                List.of(login + ".example"),
                Line.ADSL,
                Arrays.stream(addresses)
                        .map(address -> new FixedAddress(InetAddress.ofLiteral(address), 25, false))
                        .toList(),
                false,
                false,
                Language.ENGLISH,
                SubscriptionState.ACTIVE,
                Optional.empty());
    }

    /** A block of case {@code id}, not carried out yet. */
    static BlockRecord asked(long id, String login, String address, int port, Integer... openPorts) {
        return new BlockRecord(
                id,
                id,
                login,
                InetAddress.ofLiteral(address),
                port,
                Set.of(openPorts),
                Measure.NETWORK_BLOCK,
                true,
                BlockRecord.Actual.OFF,
                false,
                Instant.EPOCH,
                Optional.empty());
    }

    /** The same, once the driver said that it is on. */
    static BlockRecord on(BlockRecord block) {
        return with(block, true, BlockRecord.Actual.ON);
    }

    /** The same, to be taken off. */
    static BlockRecord released(BlockRecord block) {
        return with(block, false, BlockRecord.Actual.ON);
    }

    private static BlockRecord with(BlockRecord block, boolean desiredOn, BlockRecord.Actual actual) {
        return new BlockRecord(
                block.id(),
                block.caseNumber(),
                block.login(),
                block.address(),
                block.port(),
                block.openPorts(),
                block.measure(),
                desiredOn,
                actual,
                false,
                Instant.EPOCH,
                Optional.empty());
    }
}
