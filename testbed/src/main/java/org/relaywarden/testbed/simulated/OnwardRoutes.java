// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Stands for the MX lookup of a simulated server: where mail for a domain goes next. */
@FunctionalInterface
public interface OnwardRoutes {

    /** The next hop for {@code domain} (lower case), or nothing: then the mail is sent back as undeliverable. */
    Optional<InetSocketAddress> nextHop(String domain);

    /** No way out for any domain. */
    static OnwardRoutes none() {
        return domain -> Optional.empty();
    }

    /** The same next hop for every domain. */
    static OnwardRoutes allTo(InetSocketAddress nextHop) {
        return domain -> Optional.of(nextHop);
    }

    /** A next hop for each domain named, and for the domains below it. */
    static OnwardRoutes to(Map<String, InetSocketAddress> nextHops) {
        Map<String, InetSocketAddress> known = Map.copyOf(nextHops);
        return domain -> {
            String name = domain.toLowerCase(Locale.ROOT);
            while (!known.containsKey(name) && name.indexOf('.') >= 0) {
                name = name.substring(name.indexOf('.') + 1);
            }
            return Optional.ofNullable(known.get(name));
        };
    }
}
