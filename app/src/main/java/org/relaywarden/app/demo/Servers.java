// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.demo;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.relaywarden.testbed.simulated.OnwardRoutes;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;

/** The make-believe servers of the cast. They speak real SMTP, and what one of them relays really goes on. */
final class Servers implements AutoCloseable {

    private final Map<String, SimulatedMailServer> byLogin = new LinkedHashMap<>();

    /**
     * Starts them all.
     *
     * @param theWorld where everything that they pass on goes: to our own intake, so that no mail leaves the machine
     */
    Servers(Cast cast, InetSocketAddress theWorld) {
        for (Cast.Member member : cast.members()) {
            byLogin.put(member.login(), SimulatedMailServer.named(member.hostName())
                    .at(member.loopback())
                    .serving(member.domain())
                    .product(member.product())
                    .behaving(Role.behaviourOf(member.role()))
                    .onward(OnwardRoutes.allTo(theWorld))
                    .start());
        }
    }

    /** Where the server of a login listens, or would if it were not dead. */
    InetSocketAddress addressOf(String login) {
        return Objects.requireNonNull(byLogin.get(login), login).address();
    }

    /** The customer does what the warning asks: closes the relay and empties its queue (E8). */
    void mend(String login) {
        SimulatedMailServer server = Objects.requireNonNull(byLogin.get(login), login);
        server.become(Behaviours.CLOSED);
        server.emptyQueue();
    }

    @Override
    public void close() {
        byLogin.values().forEach(SimulatedMailServer::close);
    }
}
