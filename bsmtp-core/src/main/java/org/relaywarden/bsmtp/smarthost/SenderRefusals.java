// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smarthost;

import java.net.InetAddress;
import java.util.Optional;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.smtp.Reply;

/** Says who of our own customers may not send by the smarthost at present. Thread-safe. */
@FunctionalInterface
public interface SenderRefusals {

    /**
     * Why this sender is refused; empty where it is not.
     *
     * @param login whose it is; empty where only the address is known to be ours
     * @param peer where it sends from
     */
    Optional<Reply> refusal(String login, InetAddress peer);

    /** By the books: a subscription that is suspended or has ended sends nothing. */
    static SenderRefusals byBooks(Customers customers) {
        return (login, peer) -> customers.byLogin(login)
                .map(Customer::state)
                .filter(state -> state != SubscriptionState.ACTIVE)
                .map(Refusals::notActive);
    }
}
