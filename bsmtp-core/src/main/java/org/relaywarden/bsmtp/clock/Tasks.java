// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

/**
 * The named tasks of the program. A task never runs twice at once in one process; a wake-up while it runs makes it run
 * once more, so no wake-up is lost. Thread-safe.
 */
public interface Tasks extends AutoCloseable {

    /** Adds a task; only before {@link #start()}. A name that is taken is an {@link IllegalArgumentException}. */
    void register(NamedTask task);

    /** Lets the clock turn the tasks. Without it they run only when turned or woken. */
    void start();

    /** Asks for a run now, on another thread. Wake-ups before the run begins fall together into one run. */
    void wake(String taskName);

    /** Runs the task on this thread and returns when it is done; waits for a run under way first. Tests turn so. */
    void turn(String taskName);

    /** Starts no more runs and waits up to ten seconds for those under way. */
    @Override
    void close();
}
