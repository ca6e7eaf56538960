// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.targets.Targets;

/** Books that say the same to every dial, and know which they were asked about. */
final class Books implements Targets {

    final List<InetSocketAddress> asked = new ArrayList<>();
    private final boolean everybody;

    private Books(boolean everybody) {
        this.everybody = everybody;
    }

    /** Every address is a customer's. */
    static Books ofEverybody() {
        return new Books(true);
    }

    /** No address is a customer's. */
    static Books ofNobody() {
        return new Books(false);
    }

    @Override
    public List<Target> all() {
        return List.of();
    }

    @Override
    public List<Target> ofLogin(String login) {
        return List.of();
    }

    @Override
    public boolean mayDial(InetAddress address, int port) {
        asked.add(new InetSocketAddress(address, port));
        return everybody;
    }
}
