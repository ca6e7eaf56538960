// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches that no write of one conversation lasts too long: a blocking write has no deadline of its own. A look is
 * taken when the oldest write that it knows of may be over its time, not one for each write: setting an alarm wakes a
 * thread, which costs more than the write. Thread-safe.
 */
final class WriteWatch {

    private final ScheduledExecutorService cutter;
    private final Runnable cut;
    private boolean writing;
    private long deadlineNanos;
    private long lookAtNanos;
    private @Nullable ScheduledFuture<?> look;
    private boolean over;

    /** @param cut ends the write; called by a thread of the cutter's */
    WriteWatch(ScheduledExecutorService cutter, Runnable cut) {
        this.cutter = cutter;
        this.cut = cut;
    }

    /** A write begins that may last so long; {@link #ended} must follow. */
    synchronized void begins(Duration within) {
        writing = true;
        deadlineNanos = System.nanoTime() + within.toNanos();
        if (look != null && deadlineNanos - lookAtNanos < 0) { // the write before had longer
            look.cancel(false);
            look = null;
        }
        if (look == null) {
            lookAtDeadline();
        }
    }

    /** The write is over, however it ended. */
    synchronized void ended() {
        writing = false;
    }

    /** The conversation is over; nothing is watched any more. */
    synchronized void close() {
        over = true;
        if (look != null) {
            look.cancel(false);
        }
    }

    private void look() {
        if (isOverdue()) {
            cut.run();
        }
    }

    private synchronized boolean isOverdue() {
        look = null;
        if (!writing || over) {
            return false;
        }
        boolean overdue = deadlineNanos - System.nanoTime() <= 0;
        if (!overdue) {
            lookAtDeadline();
        }
        return overdue;
    }

    private void lookAtDeadline() {
        if (over) {
            return;
        }
        lookAtNanos = deadlineNanos;
        try {
            look = cutter.schedule(this::look, deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            over = true; // the client was closed, and with it every conversation
        }
    }
}
