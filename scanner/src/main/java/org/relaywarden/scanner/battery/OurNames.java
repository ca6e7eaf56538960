// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The provider's own names, as far as forms need them. Immutable.
 *
 * @param collectorDomain where probes are addressed to; every local part there is the collector's
 * @param senderDomain the scanner's own, where bounces of probes go
 * @param providerDomain the provider's mail domain, which a host may trust too much (S14)
 * @param desk a mail address of the provider's that exists (S14b)
 * @param smarthost the name of the provider's smarthost, for H5; may be missing
 * @param collectorAddresses where the collector takes mail, at most one of each family, for R19; may be empty
 * @param mxDomain the domain in which each host has a name of which it is the last MX, for R20; may be missing
 * @param freshDomain another domain of the collector's, which no host knows for one of tests, for S1b; may be missing
 */
public record OurNames(
        String collectorDomain,
        String senderDomain,
        String providerDomain,
        String desk,
        Optional<String> smarthost,
        Set<InetAddress> collectorAddresses,
        Optional<String> mxDomain,
        Optional<String> freshDomain) {

    public OurNames {
        // Addresses come with a lower-case domain; a token's domain is compared with it.
        collectorDomain = collectorDomain.toLowerCase(Locale.ROOT);
        senderDomain = senderDomain.toLowerCase(Locale.ROOT);
        providerDomain = providerDomain.toLowerCase(Locale.ROOT);
        mxDomain = mxDomain.map(domain -> domain.toLowerCase(Locale.ROOT));
        freshDomain = freshDomain.map(domain -> domain.toLowerCase(Locale.ROOT));
        collectorAddresses = Set.copyOf(collectorAddresses);
    }

    /** Without what may be missing. */
    public OurNames(String collectorDomain, String senderDomain, String providerDomain, String desk) {
        this(
                collectorDomain,
                senderDomain,
                providerDomain,
                desk,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Where the senders of S1b are, and bounces to them go. */
    public Optional<String> freshSenderDomain() {
        return freshDomain.map(OurNames::sendersOf);
    }

    /** The domain of the senders that go with a fresh domain. */
    public static String sendersOf(String freshDomain) {
        return "bounce." + freshDomain;
    }

    /** Whether mail for this domain is a bounce of a probe, or an answer to one. */
    public boolean isScanners(String domain) {
        String lower = domain.toLowerCase(Locale.ROOT);
        return lower.equals(senderDomain) || freshSenderDomain().filter(lower::equals).isPresent();
    }

    /** Whether mail for this domain is the collector's: its own, the fresh one, a literal of its addresses, a name of R20. */
    public boolean isCollectors(String domain) {
        String lower = domain.toLowerCase(Locale.ROOT);
        return lower.equals(collectorDomain)
                || freshDomain.filter(lower::equals).isPresent()
                || collectorAddresses.stream().anyMatch(address -> literal(address).equalsIgnoreCase(domain))
                || mxDomain.filter(mx -> lower.endsWith("." + mx)).isPresent();
    }

    Optional<String> collectorLiteral(Class<? extends InetAddress> family) {
        return collectorAddresses.stream().filter(family::isInstance).findFirst().map(OurNames::literal);
    }

    /** RFC 5321 section 4.1.3. */
    public static String literal(InetAddress address) {
        return address instanceof Inet6Address ? "[IPv6:" + digits(address) + "]" : "[" + digits(address) + "]";
    }

    /** The name in the {@code mxDomain} that stands for a host: its address, with hyphens. */
    public static String mxLabel(InetAddress host) {
        String separator = host instanceof Inet4Address ? "." : ":";
        return "h" + digits(host).replace(separator, "-");
    }

    private static String digits(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }
}
