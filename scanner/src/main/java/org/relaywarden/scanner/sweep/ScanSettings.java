// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.relaywarden.scanner.battery.OurNames;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.pace.Pace;
import org.relaywarden.scanner.verdict.Observed.Standpoint;

/**
 * How the provider's scanner presents itself. Immutable.
 *
 * @param ours the names that stand in probes. The collector's is a real domain with real MX records, or hosts refuse it
 *     for that alone; its desk address is the contact for whoever finds a probe
 * @param heloName our own name, which our addresses resolve to and back
 * @param outsideSources the addresses to dial from as the world; none for what the system picks. The second one of a
 *     family looks at a host that turns the first one away
 * @param insideSources the probe addresses that every filter lets through (decision 15); none for what the system picks
 * @param morePaths beside the port of the books, at most 12: submission (587, and 465 inside TLS), forgotten listeners
 */
public record ScanSettings(
        OurNames ours,
        String heloName,
        List<InetAddress> outsideSources,
        Set<InetAddress> insideSources,
        List<TestPath> morePaths,
        Pace pace) {

    private static final int MORE_PATHS_MAX = 12;

    public ScanSettings {
        outsideSources = List.copyOf(outsideSources);
        insideSources = Set.copyOf(insideSources);
        if (morePaths.size() > MORE_PATHS_MAX) {
            throw new IllegalArgumentException("at most 12 more ports, got " + morePaths.size());
        }
        morePaths = List.copyOf(morePaths);
    }

    /** The ports of the paths beside that of the books, for {@link org.relaywarden.scanner.targets.Targets}. */
    public Set<Integer> morePorts() {
        return morePaths.stream().map(TestPath::port).collect(Collectors.toUnmodifiableSet());
    }

    /** The address of a standpoint from which this host can be dialled: one of its family. */
    Optional<InetAddress> source(Standpoint standpoint, InetAddress host) {
        return switch (standpoint) {
            case OUTSIDE -> ofFamily(outsideSources, host).findFirst();
            case SECOND_OUTSIDE -> ofFamily(outsideSources, host).skip(1).findFirst();
            case INSIDE, INSIDE_OF_BLOCK -> ofFamily(insideSources, host).findFirst();
        };
    }

    private static Stream<InetAddress> ofFamily(Collection<InetAddress> sources, InetAddress host) {
        boolean ipv4 = host instanceof Inet4Address;
        return sources.stream().filter(source -> source instanceof Inet4Address == ipv4);
    }

    /** Whether there is another address outside to look at this host from. */
    boolean hasSecondOutside(InetAddress host) {
        return source(Standpoint.SECOND_OUTSIDE, host).isPresent();
    }

    /** Whether this host can see a difference between inside and outside: there is an address for each. */
    boolean tellsInsideApart(InetAddress host) {
        Optional<InetAddress> inside = source(Standpoint.INSIDE, host);
        return inside.isPresent() && !inside.equals(source(Standpoint.OUTSIDE, host));
    }

    Set<InetAddress> sources() {
        Set<InetAddress> sources = new HashSet<>(outsideSources);
        sources.addAll(insideSources);
        return sources;
    }
}
