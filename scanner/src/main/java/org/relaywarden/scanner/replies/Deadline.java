// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.replies;

import java.time.Duration;

/** A point in time by which something must be over. Real time: the other end of the wire lives in it too. Immutable. */
public record Deadline(long atNanos) {

    /** That much from now on. */
    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** The one that comes first. */
    public Deadline orEarlier(Deadline other) {
        return atNanos - other.atNanos <= 0 ? this : other;
    }

    /** Whether it has passed. */
    public boolean isOver() {
        return System.nanoTime() - atNanos >= 0;
    }

    /** For a socket's timeout: at least 1, for 0 would mean forever. */
    public int remainingMillis() {
        long millis = (atNanos - System.nanoTime()) / 1_000_000;
        return Math.clamp(millis, 1, Integer.MAX_VALUE);
    }
}
