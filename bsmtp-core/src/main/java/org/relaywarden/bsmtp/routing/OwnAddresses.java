// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.routing;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.function.Predicate;

/**
 * The addresses of this machine, as they are when asked, and those by which the world reaches it. Immutable.
 *
 * @param named the latter: behind an address translation no interface has them
 */
public record OwnAddresses(List<InetAddress> named) implements Predicate<InetAddress> {

    public OwnAddresses {
        named = List.copyOf(named);
    }

    @Override
    public boolean test(InetAddress address) {
        try {
            return named.contains(address) || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }
}
