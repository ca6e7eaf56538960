// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.Store;

/**
 * The named tasks of the program. A task never runs twice at once in one process; a wake-up while it runs makes it run
 * once more, so no wake-up is lost. Thread-safe.
 */
public interface Tasks extends AutoCloseable {

    /**
     * Tasks on this store, which outlives them; its module {@code bsmtp} must be among the store's. Quartz is not begun
     * before {@link #start()}: a command that only turns a task pays nothing for it.
     */
    static Tasks on(Store store, Journal journal) {
        return new QuartzTasks(store, journal);
    }

    /** Adds a task; only before {@link #start()}. A name that is taken is an {@link IllegalArgumentException}. */
    void register(NamedTask task);

    /**
     * Lets the clock turn the tasks. Without it they run only when turned or woken. A time that passed while no program
     * ran is made good at once, once.
     *
     * @throws org.relaywarden.bsmtp.store.StoreException when the tables of the clock can't be read or written
     */
    void start();

    /**
     * Asks for a run now, on another thread. Wake-ups before the run begins fall together into one run. After {@link
     * #close()} it does nothing.
     */
    void wake(String taskName);

    /**
     * Runs the task on this thread and returns when it is done; waits for a run under way first. Tests turn so. What
     * the task throws is logged and counted as ever, and thrown to the caller too.
     *
     * @throws IllegalStateException when it is closed, or when a task turns itself
     */
    void turn(String taskName);

    /** Starts no more runs and waits up to ten seconds for those under way. */
    @Override
    void close();
}
