// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.Session;

/**
 * Transactions on the program's database. Thread-safe.
 *
 * <p>A call inside the work of another call, on the same thread, joins that transaction: so a state, its history and
 * its outgoing intents are written together, whatever packages they belong to, or not at all.
 */
public interface Store extends AutoCloseable {

    /**
     * Opens the database, brings every module's tables up to date, in the order given, and maps the entities.
     *
     * @throws StoreException when it can't be reached, or its tables were made by a newer program; the message says
     *     where and what to do
     */
    static Store open(StoreSettings settings, List<StoreModule> modules) {
        return HibernateStore.open(settings, modules);
    }

    /**
     * Does the work in a transaction, the caller's if there is one. An exception rolls all of it back.
     *
     * <p>Where others are in the way (a deadlock, a lock held too long, a row that changed meanwhile) all of it is rolled
     * back and the whole work done again, a few times: so nothing in it may leave this transaction but by {@link
     * #afterCommit}.
     *
     * @throws StoreException when the database fails, or is away; what else the work throws goes through as it is
     * @throws IllegalStateException when an exception of a call inside was passed over: all is rolled back then too
     */
    <T> T transaction(Function<Session, T> work);

    /** {@link #transaction} for work that answers nothing. */
    default void inTransaction(Consumer<Session> work) {
        transaction(session -> {
            work.accept(session);
            return Boolean.TRUE;
        });
    }

    /**
     * Runs the action once the transaction of this thread is committed, and not at all when it is rolled back; at once
     * when there is none. For wake-ups: nothing leaves the process before the commit. What the action throws is logged
     * and goes no further, for the commit stands.
     */
    void afterCommit(Runnable action);

    /** How many commits the database does side by side; more of them at once are no gain. From 1. */
    default int commitsAtOnce() {
        return 1;
    }

    /** Runs the action each time that the database is back after it was away: what was put off goes on at once. */
    void onReturn(Runnable action);

    /** The pool below, for Quartz and no other; while the database is away it says so at once. */
    DataSource dataSource();

    /**
     * Looks whether the database answers. If not, it interrupts whoever is in a transaction, so that a virtual thread
     * that waits for the database fails now; all later calls fail too. Takes a second or two. For a stop that must not wait
     * for a database that hangs; {@link #close} comes after it all the same.
     */
    void breakOffIfItHangs();

    /** Closes the pool. */
    @Override
    void close();
}
