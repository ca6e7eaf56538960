// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.relaywarden.bsmtp.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, and stops in reverse. What fails to stop does not keep the rest from it, and neither does a
 * database that hangs. Thread-safe.
 */
final class Started implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Started.class);

    /** A stop is to take ten seconds at most. */
    private static final Duration DATABASE_MAY_HANG = Duration.ofSeconds(2);

    private final Deque<Part> parts = new ArrayDeque<>();

    /** By the name that a log knows. */
    private record Part(String name, AutoCloseable closing) {}

    /** Takes it in, and hands it back. */
    synchronized <T extends AutoCloseable> T with(String name, T part) {
        parts.push(new Part(name, part));
        return part;
    }

    @Override
    public synchronized void close() {
        CountDownLatch closed = new CountDownLatch(1);
        for (Part part : parts) {
            if (part.closing() instanceof Store store) {
                Thread.ofVirtual().name("stop-watch").start(() -> breakOffUnless(closed, store));
            }
        }
        while (!parts.isEmpty()) {
            stop(parts.pop());
        }
        closed.countDown();
    }

    private static void breakOffUnless(CountDownLatch closed, Store store) {
        try {
            if (!closed.await(DATABASE_MAY_HANG.toMillis(), TimeUnit.MILLISECONDS)) {
                store.breakOffIfItHangs();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(Part part) {
        try {
            part.closing().close();
        } catch (Exception failed) {
            if (failed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.warn("part={} did not stop cleanly; what it promised is on disk all the same", part.name(), failed);
        }
    }
}
