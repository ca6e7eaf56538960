// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.hops;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Customers;

/** Who handed a returned probe in. Immutable. */
public sealed interface Hop {

    /** The very host that was tested. */
    record TheHost() implements Hop {}

    /** Another address of the same customer: a NAT, or a second server. The case is the tested host's. */
    record OwnOther(InetAddress peer) implements Hop {}

    /** Our own smarthost: the tested host relays through us. That host is blocked, never the smarthost. */
    record OurSmarthost(InetAddress peer) implements Hop {}

    /** Another customer's host, which trusts the tested one: the tested one is blocked, both are warned. */
    record OtherCustomer(InetAddress peer, String login) implements Hop {}

    /** Somebody outside of our customers: reported, and nothing more. */
    record Elsewhere(InetAddress peer) implements Hop {}

    /** Tells the hop by its address. */
    static Hop of(
            String login, InetAddress host, InetAddress peer, Customers customers, Predicate<InetAddress> isSmarthost) {
        if (peer.equals(host)) {
            return new TheHost();
        }
        if (isSmarthost.test(peer)) {
            return new OurSmarthost(peer);
        }
        Optional<Customer> owner = customers.byAddress(peer);
        if (owner.isEmpty()) {
            return new Elsewhere(peer);
        }
        return owner.get().login().equals(login)
                ? new OwnOther(peer)
                : new OtherCustomer(peer, owner.get().login());
    }

    /** For the history of a case: through whom, and what follows; empty for the host itself. Ends no sentence. */
    default Optional<String> words() {
        return switch (this) {
            case TheHost _ -> Optional.empty();
            case OwnOther(InetAddress peer) ->
                Optional.of("the customer's other address " + AddressText.of(peer)
                        + "; the case is the tested host's");
            case OurSmarthost(InetAddress peer) ->
                Optional.of("our own smarthost " + AddressText.of(peer)
                        + "; what is done is done to the host, never to the smarthost");
            case OtherCustomer(InetAddress peer, String login) ->
                Optional.of("the host " + AddressText.of(peer) + " of the customer " + login
                        + ", which trusts the tested one; it has a case of its own, and is tested whole from now on");
            case Elsewhere(InetAddress peer) ->
                Optional.of(AddressText.of(peer) + ", which is no customer's; that is told, and nothing more");
        };
    }
}
