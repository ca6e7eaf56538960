// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over a database that does not answer. Others ask it before they try, so that they fail at once and in the same
 * words; it alone knocks, once a second, and it alone tells the log: at the beginning, every few minutes, and when the
 * database is back. Thread-safe.
 */
final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    static final Duration KNOCKS_EVERY = Duration.ofSeconds(1);
    static final Duration TELLS_EVERY = Duration.ofMinutes(5);
    static final Duration HITCHES_TOLD_EVERY = Duration.ofMinutes(1);

    private final String where;
    private final Supplier<Optional<DatabaseFault>> knock;
    private final InstantSource clock;
    private final List<Runnable> whenBack = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Set while the database is known to be away. */
    private volatile @Nullable Away away;

    private boolean watching;

    /** Of the watching thread, which there is one of. */
    private volatile Instant hitchTold = Instant.EPOCH;

    /** Since when, and why. */
    private record Away(Instant since, DatabaseFault why) {}

    /**
     * @param where for messages
     * @param knock tries to reach the database; empty when it answers
     */
    Outage(String where, Supplier<Optional<DatabaseFault>> knock, InstantSource clock) {
        this.where = where;
        this.knock = knock;
        this.clock = clock;
    }

    /** What to tell whoever asks for the database while it is away. */
    Optional<StoreException> known() {
        Away now = away;
        return now == null
                ? Optional.empty()
                : Optional.of(new StoreException(
                        StoreException.Kind.AWAY,
                        where + ": the database is away since " + now.since() + ": " + now.why().what() + ". "
                                + now.why().remedy(),
                        null));
    }

    void onReturn(Runnable action) {
        whenBack.add(action);
    }

    /** A connection broke, or could not be had: whether that is an outage, a first knock tells. */
    synchronized void suspect(DatabaseFault seen) {
        if (!watching && closed.getCount() > 0) {
            watching = true;
            Thread.ofVirtual().name("store-outage").start(() -> watch(seen));
        }
    }

    private void watch(DatabaseFault seen) {
        try {
            Instant told = Instant.MIN;
            Optional<DatabaseFault> fault = knock.get();
            if (fault.isEmpty()) {
                noteHitch(seen);
            }
            while (fault.isPresent()) {
                told = note(fault.get(), told);
                if (closed.await(KNOCKS_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                fault = knock.get();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    /** A single connection that broke: whoever used it tries again. */
    private void noteHitch(DatabaseFault seen) {
        Instant now = clock.instant();
        if (Duration.between(hitchTold, now).compareTo(HITCHES_TOLD_EVERY) >= 0) {
            hitchTold = now;
            LOG.warn("store={} failed once, but answers: {}. {}", where, seen.what(), seen.remedy());
        }
    }

    private Instant note(DatabaseFault fault, Instant told) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Away before = away;
        Away current = new Away(before == null ? now : before.since(), fault);
        away = current;
        if (before == null) {
            LOG.error("store={} away: {}. {}. Mail that can't be judged is put off with 451, all else waits and goes on"
                    + " by itself", where, fault.what(), fault.remedy());
            return now;
        }
        if (Duration.between(told, now).compareTo(TELLS_EVERY) >= 0) {
            LOG.error("store={} still away, for {} s: {}. {}", where,
                    Duration.between(current.since(), now).toSeconds(), fault.what(), fault.remedy());
            return now;
        }
        return told;
    }

    private void end() {
        Away before;
        synchronized (this) {
            before = away;
            away = null;
            watching = false;
        }
        if (before != null && closed.getCount() > 0) {
            LOG.warn("store={} back after {} s; what waited goes on", where,
                    Duration.between(before.since(), clock.instant()).toSeconds());
            whenBack.forEach(HibernateStore::runOrLog);
        }
    }

    /** No more knocks. */
    void close() {
        closed.countDown();
    }
}
