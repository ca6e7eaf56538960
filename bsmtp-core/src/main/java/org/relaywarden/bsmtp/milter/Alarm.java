// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a channel whose time is over: the channels of Unix sockets have no time limit of their own, and no channel has
 * one for a write.
 */
final class Alarm {

    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

    private final ScheduledExecutorService timer;
    private final long endNanos;

    /** @param whole from now on, for all steps together */
    Alarm(ScheduledExecutorService timer, Duration whole) {
        this.timer = timer;
        this.endNanos = System.nanoTime() + whole.toNanos();
    }

    /** Something that waits for the other side. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    /** What is left of the whole, 0 when nothing is. */
    long leftNanos() {
        return Math.max(0, endNanos - System.nanoTime());
    }

    /**
     * Runs a step.
     *
     * @param limit for this step; less is given when less is left of the whole
     * @param what was waited for, in words
     */
    <T> T within(SocketChannel channel, Duration limit, String what, Step<T> step) throws MilterFault {
        long nanos = Math.min(limit.toNanos(), leftNanos());
        AtomicBoolean rang = new AtomicBoolean();
        Future<?> bell = set(nanos, () -> {
            rang.set(true);
            close(channel);
        });
        try {
            return step.run();
        } catch (IOException failed) {
            String why = rang.get() ? "not within " + Duration.ofNanos(nanos).toMillis() + " ms" : words(failed);
            throw new MilterFault(what + ": " + why, failed);
        } finally {
            bell.cancel(false);
        }
    }

    private Future<?> set(long nanos, Runnable ring) throws MilterFault {
        try {
            return timer.schedule(ring, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            throw new MilterFault("the program is stopping", stopping);
        }
    }

    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException failed) {
            LOG.debug("a filter's channel was not closed cleanly: {}", failed.getMessage());
        }
    }

    private static String words(IOException failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }
}
