// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import java.time.Duration;

/**
 * How fast data must come. A limit on each wait alone lets a peer hold a connection for ever with one byte a minute
 * (slow drip); so the whole has a deadline, and one that is earned byte by byte. Measured on the machine's steady
 * clock, as sockets wait on it too. Used by one thread.
 */
public final class Pace {

    private final long begunNanos = System.nanoTime();
    private final long graceNanos;
    private final long bytesPerSecondMin;
    private final long withinNanos;
    private long bytes;

    /**
     * Begins now.
     *
     * @param grace how long the peer may do nothing, once
     * @param bytesPerSecondMin what it must send beyond that, on average
     * @param within after which all is over
     */
    public Pace(Duration grace, long bytesPerSecondMin, Duration within) {
        this.graceNanos = grace.toNanos();
        this.bytesPerSecondMin = bytesPerSecondMin;
        this.withinNanos = within.toNanos();
    }

    void came(int moreBytes) {
        bytes += moreBytes;
    }

    /** When the wait for the next bytes is over, on {@link System#nanoTime}. */
    long deadlineNanos() {
        long earned = (long) ((double) bytes / bytesPerSecondMin * Duration.ofSeconds(1).toNanos());
        return begunNanos + Math.min(withinNanos, graceNanos + earned);
    }
}
