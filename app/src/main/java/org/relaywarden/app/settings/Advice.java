// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaywarden.app.yaml.Key;

/** What is no fault of the settings, and yet better otherwise. Pure. */
public final class Advice {

    private Advice() {}

    /** One line each: the key, what may come of its value, what to do; none where all is well. */
    public static List<String> of(Settings settings) {
        String provider = settings.provider().domain();
        Settings.Scan scan = settings.scan();
        return Stream.of(
                        below(
                                provider,
                                RelayKeys.COLLECTOR_DOMAIN,
                                scan.collectorDomain(),
                                "A host that passes on mail for your domain and all below it, and no other, would be"
                                        + " called an open relay, and blocked."),
                        below(
                                provider,
                                RelayKeys.SENDER_DOMAIN,
                                scan.senderDomain(),
                                "A host that relays for senders of your domain and all below it would be told that it"
                                        + " relays for anyone."))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> below(String provider, Key<String> key, String domain, String effect) {
        return domain.endsWith("." + provider)
                ? Optional.of(key.path() + " = " + domain + ": lies below provider.domain. " + effect
                        + " Better name a domain that is not below yours.")
                : Optional.empty();
    }
}
