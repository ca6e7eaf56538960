// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The names that the forms of one run are filled with. Immutable.
 *
 * @param collectorDomain where probes are addressed to; every local part there is the collector's
 * @param senderDomain the scanner's own, where bounces of probes go
 * @param providerDomain the provider's mail domain, which a host may trust too much (S14)
 * @param address the host under test, for the forms with an address literal
 * @param customerDomain the first of the customer's domains
 * @param hostName what the host calls itself in its banner, if that is a name at all
 */
public record Names(
        String collectorDomain,
        String senderDomain,
        String providerDomain,
        InetAddress address,
        Optional<String> customerDomain,
        Optional<String> hostName) {

    /** The same, with what the host calls itself. */
    public Names withHostName(Optional<String> name) {
        return new Names(collectorDomain, senderDomain, providerDomain, address, customerDomain, name);
    }

    /** The name in a form of this key; empty where the host has no such name, and no other that could stand in. */
    Optional<String> of(String key) {
        return switch (key) {
            case "collector" -> Optional.of(collectorDomain);
            case "scanner" -> Optional.of(senderDomain);
            case "provider" -> Optional.of(providerDomain);
            case "literal" -> Optional.of(literal());
            case "domain" -> customerDomain.or(() -> hostName);
            case "host" -> hostName.or(() -> customerDomain);
            default -> throw new IllegalArgumentException("no name is called " + key);
        };
    }

    /** RFC 5321 section 4.1.3. */
    private String literal() {
        String digits = address.getHostAddress().replaceFirst("%.*", "");
        return address instanceof Inet6Address ? "[IPv6:" + digits + "]" : "[" + digits + "]";
    }
}
