// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * B14: mail is delivered from announced addresses only, and from each not before its day. A host is always dialled from
 * the same one, as long as the list is the same. Immutable.
 *
 * @param addresses empty: whatever the system picks
 */
public record AnnouncedSources(List<Source> addresses, InstantSource clock) implements SourceAddresses {

    public AnnouncedSources {
        addresses = List.copyOf(addresses);
    }

    /**
     * An address of this machine.
     *
     * @param from the day from which customers were told to let it in; empty: they always were
     */
    public record Source(InetAddress address, Optional<Instant> from) {

        private boolean isInForce(Instant now) {
            return from.isEmpty() || !now.isBefore(from.get());
        }
    }

    @Override
    public Choice to(InetSocketAddress host) {
        if (addresses.isEmpty()) {
            return new Choice.Any();
        }
        List<Source> family = addresses.stream()
                .filter(source -> source.address().getClass() == host.getAddress().getClass())
                .toList();
        List<Source> usable =
                family.stream().filter(source -> source.isInForce(clock.instant())).toList();
        if (!usable.isEmpty()) {
            int which = Math.floorMod(host.getAddress().hashCode(), usable.size());
            return new Choice.From(usable.get(which).address());
        }
        return new Choice.None(family.stream()
                .map(source -> source.from().orElse(Instant.MIN))
                .min(Comparator.naturalOrder())
                .map(first -> "no address that mail is delivered from may be used before " + first)
                .orElse("the addresses that mail is delivered from are of another family than the host's"));
    }
}
