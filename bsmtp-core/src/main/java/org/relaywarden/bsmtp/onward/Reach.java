// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.relaywarden.bsmtp.client.Dialled;
import org.relaywarden.bsmtp.client.HostConnection;
import org.relaywarden.bsmtp.client.SmtpClient;
import org.relaywarden.bsmtp.client.Trouble;
import org.relaywarden.bsmtp.routing.Route;
import org.relaywarden.bsmtp.routing.Routes;
import org.relaywarden.bsmtp.smtp.EnhancedCode;

/**
 * Finds a host on the way that takes a connection: the first that greets us, in the order of the route. Thread-safe.
 */
final class Reach {

    private final Routes routes;
    private final SmtpClient client;
    private final int port;

    Reach(Routes routes, SmtpClient client, int port) {
        this.routes = routes;
        this.client = client;
        this.port = port;
    }

    /** What came of it. */
    sealed interface Reached {

        /** A host listens. Whoever got the connection closes it. */
        record Host(HostConnection connection, InetSocketAddress address) implements Reached {}

        /** None does now. */
        record Nobody(String words) implements Reached {}

        /** There is none, and that is final. */
        record Nowhere(EnhancedCode status, String words) implements Reached {}
    }

    Reached toward(Way way) {
        return switch (way) {
            case Way.Here() -> throw new IllegalArgumentException("we don't dial ourselves");
            case Way.Relay(InetSocketAddress host) -> first(List.of(host));
            case Way.Domain(String name) -> switch (routes.of(name)) {
                case Route.Hosts(List<InetAddress> addresses) -> first(addresses.stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList());
                case Route.Nowhere(EnhancedCode status, String words) -> new Reached.Nowhere(status, words);
                case Route.Unknown(String words) -> new Reached.Nobody(words);
            };
        };
    }

    /** One that greets us with a refusal is no reason not to ask the next (RFC 5321 section 5.1). */
    private Reached first(List<InetSocketAddress> hosts) {
        List<String> troubles = new ArrayList<>();
        for (InetSocketAddress host : hosts) {
            switch (client.dial(host)) {
                case Dialled.Connected(HostConnection connection) -> {
                    return new Reached.Host(connection, host);
                }
                case Dialled.Failed(Trouble trouble) ->
                    troubles.add(host.getAddress().getHostAddress() + " " + trouble);
            }
        }
        return new Reached.Nobody(String.join("; ", troubles));
    }
}
