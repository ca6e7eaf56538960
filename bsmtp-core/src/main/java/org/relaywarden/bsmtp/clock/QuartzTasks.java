// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks by name; Quartz says when, each task itself sees to it that it runs once at a time. */
final class QuartzTasks implements Tasks {

    private static final Logger LOG = LoggerFactory.getLogger(QuartzTasks.class);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

    private final Store store;
    private final Journal journal;
    private final Map<String, TurningTask> tasks = new ConcurrentHashMap<>();
    private @Nullable QuartzClock clock;
    private boolean closed;

    QuartzTasks(Store store, Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    @Override
    public synchronized void register(NamedTask task) {
        if (clock != null || closed) {
            throw new IllegalStateException("the task " + task.name() + " comes after the start of the clock");
        }
        if (tasks.putIfAbsent(task.name(), new TurningTask(task, journal)) != null) {
            throw new IllegalArgumentException("two tasks bear the name " + task.name());
        }
    }

    @Override
    public synchronized void start() {
        if (clock != null || closed) {
            throw new IllegalStateException("the clock was started before");
        }
        clock = QuartzClock.start(
                store, tasks.values().stream().map(TurningTask::task).toList(), this::runByClock);
    }

    /** A task that another node registered, and we did not, is none of ours. */
    private void runByClock(String name) {
        TurningTask task = tasks.get(name);
        if (task == null) {
            LOG.warn("task={} is in the store's schedule, but this program has no such task", name);
        } else {
            task.runByClock();
        }
    }

    @Override
    public void wake(String taskName) {
        named(taskName).wake();
    }

    @Override
    public void turn(String taskName) {
        named(taskName).turn();
    }

    private TurningTask named(String name) {
        TurningTask task = tasks.get(name);
        if (task == null) {
            throw new IllegalArgumentException("no task bears the name " + name);
        }
        return task;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        long endNanos = System.nanoTime() + CLOSE_MAX.toNanos();
        if (clock != null) {
            clock.pause();
        }
        tasks.values().forEach(TurningTask::close);
        for (TurningTask task : tasks.values()) {
            if (!task.ended(Duration.ofNanos(Math.max(0, endNanos - System.nanoTime())))) {
                LOG.warn("task={} still runs {} s after it was to end; it is left behind",
                        task.task().name(), CLOSE_MAX.toSeconds());
            }
        }
        if (clock != null) {
            clock.close();
        }
    }
}
