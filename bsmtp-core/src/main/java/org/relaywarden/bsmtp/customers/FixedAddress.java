// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers;

import java.net.InetAddress;

/**
 * One fixed address of a customer's mail server.
 *
 * @param address IPv4 or IPv6
 * @param port the TCP port of its mail server, 1 to 65535; 25 unless the books say otherwise
 * @param pushTarget true for the one address that waiting mail is pushed to
 */
public record FixedAddress(InetAddress address, int port, boolean pushTarget) {

    public FixedAddress {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, got " + port);
        }
    }
}
