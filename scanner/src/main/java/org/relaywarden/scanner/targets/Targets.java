// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.targets;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.relaywarden.bsmtp.customers.Customers;

/** Who may be tested (S7). Thread-safe; asks the customers' table at every call. */
public interface Targets {

    /** The targets among these customers, by the port that the books have. */
    static Targets among(Customers customers) {
        return among(customers, Set.of());
    }

    /** The same, and by these ports too. */
    static Targets among(Customers customers, Set<Integer> morePorts) {
        return new CustomerTargets(customers, morePorts);
    }

    /** Every host that may be tested, by login and address: subscription not ended, and E10's consent where needed. */
    List<Target> all();

    /** The hosts of one customer that may be tested; empty where there are none, or the login is unknown. */
    List<Target> ofLogin(String login);

    /**
     * Asked with the very address that is about to be dialled (decision 20).
     *
     * @return false for an address that is no customer's now; nobody dials it then
     */
    boolean mayDial(InetAddress address, int port);
}
