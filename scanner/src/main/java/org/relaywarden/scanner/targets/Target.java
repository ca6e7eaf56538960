// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.targets;

import java.net.InetAddress;
import java.util.List;
import org.relaywarden.bsmtp.customers.Line;

/**
 * One host that may be tested: it stands in the customers' table. Immutable.
 *
 * @param login whose it is
 * @param port 25 unless the books say otherwise
 * @param domains the customer's domains, for tests and controls that need a name of the target; may be empty
 */
public record Target(String login, InetAddress address, int port, Line line, List<String> domains) {

    public Target {
        domains = List.copyOf(domains);
    }
}
