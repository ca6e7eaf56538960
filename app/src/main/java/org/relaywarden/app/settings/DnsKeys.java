// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.relaywarden.app.yaml.Amounts;
import org.relaywarden.app.yaml.Catalogue;
import org.relaywarden.app.yaml.Key;
import org.relaywarden.app.yaml.Kind;
import org.relaywarden.app.yaml.Literals;
import org.relaywarden.app.yaml.Words;

/** The part of the catalogue about name servers, and what customers' MX records must say. */
final class DnsKeys {

    private static final Catalogue KEYS = new Catalogue();

    static final Key<List<InetSocketAddress>> DNS_SERVERS = KEYS.derived(
            "dns.servers", new Kind.Many<>(Literals.NAME_SERVER, 8), "those of the system", "[192.0.2.53]",
            values -> List.of(),
            "The name servers that are asked, in this order. They must answer for any domain.");
    static final Key<Duration> DNS_ANSWER_WITHIN = KEYS.fixed(
            "dns.answer-within", Amounts.duration("100ms", "30s"), "5s",
            "How long one question may take, whoever is asked and however often.");
    static final Key<List<String>> MX_NAMES = KEYS.derived(
            "dns.mx-names", new Kind.Many<>(Words.DOMAIN_NAME, 50), "provider.host-name",
            "[mx1.isp.example, mx2.isp.example]",
            values -> List.of(values.get(ProviderKeys.PROVIDER_HOST_NAME)),
            "The names that customers' MX records must have, so that their mail arrives here. diagnose tells who has"
                    + " others.");
    static final Key<List<InetAddress>> PUBLIC_ADDRESSES = KEYS.derived(
            "dns.public-addresses", new Kind.Many<>(Literals.ADDRESS, 50), "the public ones among intake.listen",
            "[192.0.2.25]",
            values -> publicOnes(values.get(IntakeKeys.INTAKE_LISTEN)),
            "Where the world reaches these mail servers. An MX record of another name is right too when its addresses"
                    + " are among them.");

    private DnsKeys() {}

    /** In the order of the sample. */
    static List<Key<?>> all() {
        return KEYS.inOrder();
    }

    private static List<InetAddress> publicOnes(List<InetSocketAddress> listening) {
        return listening.stream()
                .map(InetSocketAddress::getAddress)
                .filter(address -> !address.isLoopbackAddress() && !address.isAnyLocalAddress())
                .distinct()
                .toList();
    }
}
