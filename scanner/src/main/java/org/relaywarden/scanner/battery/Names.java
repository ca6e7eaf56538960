// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * The names that the forms of one run are filled with. Immutable.
 *
 * @param ours the provider's
 * @param address the host under test, for the forms with an address literal
 * @param customerDomain the first of the customer's domains
 * @param hostName what the host calls itself in its banner, if that is a name at all
 */
public record Names(OurNames ours, InetAddress address, Optional<String> customerDomain, Optional<String> hostName) {

    /** The keys that hang on settings of ours which may be missing. */
    static final Set<String> OPTIONAL_SETTINGS = Set.of("smarthost", "collector4", "collector6", "mx", "fresh");

    /** The same, with what the host calls itself. */
    public Names withHostName(Optional<String> name) {
        return new Names(ours, address, customerDomain, name);
    }

    /** The name in a form of this key; empty where the host has no such name, and no other that could stand in. */
    Optional<String> of(String key) {
        return switch (key) {
            case "collector" -> Optional.of(ours.collectorDomain());
            case "collectorstops" -> Optional.of(ours.collectorDomain().replace('.', '\u3002'));
            case "scanner" -> Optional.of(ours.senderDomain());
            case "provider" -> Optional.of(ours.providerDomain());
            case "desk" -> Optional.of(ours.desk());
            case "smarthost" -> ours.smarthost();
            case "collector4" -> ours.collectorLiteral(Inet4Address.class);
            case "collector6" -> ours.collectorLiteral(Inet6Address.class);
            case "fresh" -> ours.freshDomain();
            case "freshscanner" -> ours.freshSenderDomain();
            case "mx" -> ours.mxDomain().map(domain -> OurNames.mxLabel(address) + "." + domain);
            case "literal" -> Optional.of(OurNames.literal(address));
            case "domain" -> customerDomain.or(() -> hostName);
            case "host" -> hostName.or(() -> customerDomain);
            default -> throw new IllegalArgumentException("no name is called " + key);
        };
    }

    /** Why a key has no name, for whoever reads the evidence. */
    static String whyMissing(String key) {
        return switch (key) {
            case "smarthost" -> "the setting scan.smarthost-name is not set";
            case "collector4" -> "the setting scan.collector-addresses names no IPv4 address";
            case "collector6" -> "the setting scan.collector-addresses names no IPv6 address";
            case "mx" -> "the setting scan.mx-domain is not set";
            case "fresh", "freshscanner" -> "the setting scan.fresh-collector-domain is not set";
            default -> "neither the books nor the banner give the host a name";
        };
    }
}
