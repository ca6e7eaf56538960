// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.net.InetAddress;
import java.security.SecureRandom;

/** A loopback address for one server alone: no outgoing connection of others takes its port there, even while it is away. */
final class OwnAddress {
    private static final SecureRandom RANDOM = new SecureRandom();

    private OwnAddress() {}

    /** One of 127.64.0.1 to 127.127.255.254, by chance. */
    static InetAddress draw() {
        return InetAddress.ofLiteral(
                "127.%d.%d.%d".formatted(64 + RANDOM.nextInt(64), RANDOM.nextInt(256), 1 + RANDOM.nextInt(254)));
    }
}
