// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Who is asked, and with how much patience. Immutable.
 *
 * @param servers asked in this order; empty for those of the system, looked up anew each time
 * @param answerWithin the longest that one question may take, all servers and repeats together
 */
public record DnsSettings(List<InetSocketAddress> servers, Duration answerWithin) {

    public DnsSettings {
        servers = List.copyOf(servers);
        if (servers.stream().anyMatch(InetSocketAddress::isUnresolved)) {
            throw new IllegalArgumentException("a name server is given by its address");
        }
        if (!answerWithin.isPositive()) {
            throw new IllegalArgumentException("a question needs some time");
        }
    }
}
