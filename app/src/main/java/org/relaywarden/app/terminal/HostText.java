// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.terminal;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.relaywarden.bsmtp.customers.AddressText;

/** How an address and a port are written. */
public final class HostText {

    private HostText() {}

    /** An IPv6 address stands in brackets, so that the port can be told from it. */
    public static String hostAndPort(InetAddress address, int port) {
        String host = AddressText.of(address);
        return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
    }
}
