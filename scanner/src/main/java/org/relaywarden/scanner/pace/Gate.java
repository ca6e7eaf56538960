// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.pace;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets conversations begin: so many at once, and one at a time with each host, whatever scans run. Who waits for a pace
 * or a return holds no place. Thread-safe.
 */
public final class Gate {

    private final Semaphore places;

    /** One permit a host; as many hosts as the customers have. */
    private final Map<InetAddress, Semaphore> hosts = new ConcurrentHashMap<>();

    /** A gate with so many places. */
    public Gate(int hostsAtOnce) {
        this.places = new Semaphore(hostsAtOnce, true);
    }

    /** Holds this conversation once the host is free and there is a place. */
    public <T> T inTurn(InetAddress host, Supplier<T> conversation) throws InterruptedException {
        Semaphore one = hosts.computeIfAbsent(host, unseen -> new Semaphore(1, true));
        one.acquire();
        try {
            places.acquire();
            try {
                return conversation.get();
            } finally {
                places.release();
            }
        } finally {
            one.release();
        }
    }
}
