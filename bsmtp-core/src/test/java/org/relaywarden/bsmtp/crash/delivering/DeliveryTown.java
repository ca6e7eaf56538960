// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash.delivering;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.relaywarden.bsmtp.crash.Town.Addressee;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.mail.Mailbox;

/** The customers that killer and killed both know; one machine is the host of them all. */
final class DeliveryTown {

    static final int CUSTOMERS = 6;

    /** Begins a local part that the host may refuse for now. */
    static final String BUSY = "busy";

    /** Begins a local part that the host does not have. */
    static final String NOBODY = "nobody";

    private DeliveryTown() {}

    static Customers customers(InetSocketAddress host) {
        TableOfCustomers customers = new TableOfCustomers();
        for (int i = 0; i < CUSTOMERS; i++) {
            customers.withHost("login" + i, "customer" + i + ".example", SubscriptionState.ACTIVE,
                    new FixedAddress(host.getAddress(), host.getPort(), true));
        }
        return customers;
    }

    static List<String> logins() {
        return IntStream.range(0, CUSTOMERS).mapToObj(i -> "login" + i).toList();
    }

    /** One customer or two, with up to three recipients at each. */
    static List<Addressee> addressees(Random chance) {
        int first = chance.nextInt(CUSTOMERS);
        List<Addressee> all = new ArrayList<>();
        for (int i = chance.nextInt(2); i >= 0; i--) {
            int customer = (first + i) % CUSTOMERS;
            for (int j = chance.nextInt(3); j >= 0; j--) {
                String kind = switch (chance.nextInt(8)) {
                    case 0, 1 -> BUSY;
                    case 2 -> NOBODY;
                    default -> "any";
                };
                all.add(new Addressee(kind + j + chance.nextInt(100) + "@customer" + customer + ".example",
                        new Mailbox.Account("login" + customer)));
            }
        }
        return List.copyOf(all);
    }
}
