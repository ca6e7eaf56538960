// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task and its runs: never two at once, and never a wake-up without a run that began after it. */
final class TurningTask {

    private static final Logger LOG = LoggerFactory.getLogger(TurningTask.class);

    private final NamedTask task;
    private final Journal journal;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /** Up from a wake-up until a run begins: whoever finds it up already need not start a thread. */
    private final AtomicBoolean wanted = new AtomicBoolean();

    private volatile boolean closed;

    TurningTask(NamedTask task, Journal journal) {
        this.task = task;
        this.journal = journal;
    }

    NamedTask task() {
        return task;
    }

    void wake() {
        if (!closed && wanted.compareAndSet(false, true)) {
            Thread.ofVirtual().name("task-" + task.name()).start(this::runIfWanted);
        }
    }

    private void runIfWanted() {
        oneAtATime.lock();
        try {
            // Another run may have begun since the wake-up; it saw what the wake-up was about.
            if (wanted.get()) {
                runOrLog();
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    /** For the clock: an exception is logged and goes no further. */
    void runByClock() {
        oneAtATime.lock();
        try {
            runOrLog();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** For a caller who waits, and to whom the exception goes. */
    void turn() {
        if (oneAtATime.isHeldByCurrentThread()) {
            throw new IllegalStateException("the task " + task.name() + " turns itself: let it wake itself instead");
        }
        oneAtATime.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the task " + task.name() + " can't be turned: the clock is closed");
            }
            run();
        } finally {
            oneAtATime.unlock();
        }
    }

    private void runOrLog() {
        if (closed) {
            return;
        }
        try {
            run();
        } catch (RuntimeException | Error loggedAlready) {
            // The task runs again at its next time, or when it is woken.
        }
    }

    private void run() {
        wanted.set(false);
        try {
            task.work().run();
            journal.count(TaskCount.DONE);
        } catch (RuntimeException | Error failed) {
            journal.count(TaskCount.FAILED);
            if (StoreException.isAway(failed)) {
                // The store tells the log, once for all tasks.
                LOG.debug("task={} put off: {}", task.name(), failed.getMessage());
                throw failed;
            }
            journal.fact(task.name(), "failed", Map.of("error", failed.toString()));
            LOG.error("task={} failed; it runs again at its next time", task.name(), failed);
            throw failed;
        }
    }

    /** No run begins from now on. */
    void close() {
        closed = true;
    }

    /** Whether the run under way, if there is one, ended in this time. */
    boolean ended(Duration atMost) {
        try {
            if (!oneAtATime.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            oneAtATime.unlock();
            return true;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
