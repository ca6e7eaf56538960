// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.routing;

import java.net.InetAddress;
import java.util.List;
import org.relaywarden.bsmtp.smtp.EnhancedCode;

/** Where mail for a domain goes. */
public sealed interface Route {

    /** To one of these, the first that takes a connection. */
    record Hosts(List<InetAddress> addresses) implements Route {
        public Hosts {
            addresses = List.copyOf(addresses);
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException("a route that leads to no host");
            }
        }
    }

    /**
     * Nowhere, and that is final.
     *
     * @param status of class 5 (RFC 3463)
     * @param words why, in our words
     */
    record Nowhere(EnhancedCode status, String words) implements Route {}

    /** It can't be told now. */
    record Unknown(String words) implements Route {}
}
