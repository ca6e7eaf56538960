// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.pace;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the sweep waits: for a pace, a greylist, a return. Handed in, so that a test can turn the clock. Thread-safe. */
@FunctionalInterface
public interface Waiting {

    /**
     * Waits until the signal is down at zero or the time is over, whichever comes first.
     *
     * @throws InterruptedException when the program stops
     */
    void until(CountDownLatch signal, Duration atMost) throws InterruptedException;

    /** Waits in real time. */
    static Waiting inRealTime() {
        return (signal, atMost) -> {
            var _ = signal.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        };
    }
}
