// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How access servers are asked to end a session.
 *
 * @param clients whose secrets we have; the narrowest range that covers the server counts
 * @param port of theirs, 3799 by RFC 5176 section 3.1
 * @param tries how often a request is sent, at least once
 * @param patience how long an answer to each is waited for
 */
public record DisconnectSettings(List<RadiusClient> clients, int port, int tries, Duration patience) {

    public DisconnectSettings {
        clients = RadiusClient.narrowestFirst(clients);
        if (tries < 1) {
            throw new IllegalArgumentException("at least one try, got " + tries);
        }
    }

    /** Three tries, two seconds each: somebody waits for the end of it. */
    public static DisconnectSettings standard(List<RadiusClient> clients, int port) {
        return new DisconnectSettings(clients, port, 3, Duration.ofSeconds(2));
    }

    Optional<RadiusClient> clientAt(InetAddress server) {
        return clients.stream().filter(client -> client.covers(server)).findFirst();
    }
}
