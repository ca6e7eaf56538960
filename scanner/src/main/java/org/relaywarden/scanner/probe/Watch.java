// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.relaywarden.scanner.replies.Deadline;

/** Ends something when its time is over, unless it was closed before. Thread-safe. */
final class Watch implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);

    private Watch() {}

    static Watch until(Deadline deadline, Runnable end) {
        Watch watch = new Watch();
        Duration left = Duration.ofMillis(deadline.remainingMillis());
        Thread.ofVirtual().name("probe-watch").start(() -> watch.keep(left, end));
        return watch;
    }

    private void keep(Duration left, Runnable end) {
        try {
            if (!closed.await(left.toMillis(), TimeUnit.MILLISECONDS)) {
                end.run();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
