// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.pace.Pace;

/**
 * How the provider's scanner presents itself. Immutable.
 *
 * @param collectorDomain probes are addressed there; every local part of it lands at the collector. A real domain with
 *     real MX records, or hosts refuse it for that alone
 * @param senderDomain probes are sent from there; every local part of it lands at the collector, too, for bounces
 * @param heloName our own name, which our addresses resolve to and back
 * @param providerDomain the provider's mail domain, which a host may trust too much (S14)
 * @param contact a mail address for whoever finds a probe
 * @param outsideSource the address to dial from, as the world; empty for what the system picks
 * @param insideSource the probe address that every filter lets through (decision 15); empty for what the system picks
 */
public record ScanSettings(
        String collectorDomain,
        String senderDomain,
        String heloName,
        String providerDomain,
        String contact,
        Optional<InetAddress> outsideSource,
        Optional<InetAddress> insideSource,
        Pace pace) {

    public ScanSettings {
        // Addresses come with a lower-case domain; a token's domain is compared with it.
        collectorDomain = collectorDomain.toLowerCase(Locale.ROOT);
        senderDomain = senderDomain.toLowerCase(Locale.ROOT);
        providerDomain = providerDomain.toLowerCase(Locale.ROOT);
    }

    /** The address that a vantage is. */
    Optional<InetAddress> source(Vantage vantage) {
        return switch (vantage) {
            case OUTSIDE -> outsideSource;
            case INSIDE -> insideSource;
        };
    }

    Set<InetAddress> sources() {
        Set<InetAddress> sources = new HashSet<>();
        outsideSource.ifPresent(sources::add);
        insideSource.ifPresent(sources::add);
        return sources;
    }
}
