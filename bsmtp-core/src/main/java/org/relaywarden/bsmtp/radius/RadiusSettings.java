// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where to listen, and to whom.
 *
 * @param listen port 1813 by RFC 2866 section 3; 0 for one that the system picks
 * @param clients nobody else is listened to; the narrowest range that covers a source gives its secret
 * @param realms lower-case; {@code login@realm} is the login for these, for others it is nobody
 * @param atOnce how many reports are recorded at once, 1 to 1,000; others wait for their turn
 */
public record RadiusSettings(
        InetSocketAddress listen, List<RadiusClient> clients, Set<String> realms, int atOnce) {

    public RadiusSettings {
        clients = RadiusClient.narrowestFirst(clients);
        realms = Set.copyOf(realms);
        if (atOnce < 1 || atOnce > 1_000) {
            throw new IllegalArgumentException("1 to 1000 reports at once, got " + atOnce);
        }
    }

    Optional<RadiusClient> clientAt(InetAddress source) {
        return clients.stream().filter(client -> client.covers(source)).findFirst();
    }
}
