// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of parts that did not stop as they should. */
final class Stops {

    private static final Logger LOG = LoggerFactory.getLogger(Stops.class);

    private Stops() {}

    /** Does it, on another thread, unless the end comes first. */
    static void unlessWithin(CountDownLatch end, Duration time, Runnable action) {
        Thread.ofVirtual().name("stop-watch").start(() -> {
            try {
                if (!end.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                    action.run();
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    static void notClean(String part, Exception failed) {
        if (failed instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        LOG.warn("part={} did not stop cleanly; what it promised is on disk all the same", part, failed);
    }
}
