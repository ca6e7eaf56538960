// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.retry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.bsmtp.store.SharedCommits;
import org.relaywarden.bsmtp.store.Store;

/** The retry state of all accounts, in the store: one row for each account, never one for a message. Thread-safe. */
public final class RetryBook {

    /** What the column holds. */
    private static final int RESULT_CHARACTERS_MAX = 500;

    private static final String UNFINISHED = "a try was begun and its end not recorded: the program was stopped";

    /** Each new mail asks for its account's. */
    private static final int REMEMBERED_MAX = 20_000;

    /** What another node that shares the database writes is seen so much later, however often we write ourselves. */
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);

    private final Store store;
    private final SharedCommits commits;

    /** As last committed by us, or read. */
    private final Cache<String, RetryState> known;

    /** The book in this store. */
    public RetryBook(Store store) {
        this(store, Ticker.systemTicker());
    }

    RetryBook(Store store, Ticker ticker) {
        this.store = store;
        commits = new SharedCommits(store);
        known = Caffeine.newBuilder()
                .maximumSize(REMEMBERED_MAX)
                .expireAfter(Expiry.<String, RetryState>creating((_, _) -> REMEMBERED_FOR))
                .ticker(ticker)
                .build();
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule}. */
    public static List<Class<?>> entities() {
        return List.of(RetryEntity.class);
    }

    /** Where an account stands; one that was never tried is new. */
    public RetryState of(String login) {
        RetryState remembered = known.getIfPresent(login);
        if (remembered != null) {
            return remembered;
        }
        RetryState read = store.transaction(session -> Optional.ofNullable(session.find(RetryEntity.class, login))
                .map(RetryBook::stateOf)
                .orElse(RetryState.NEW));
        // Not over what was written meanwhile.
        RetryState written = known.asMap().putIfAbsent(login, read);
        return written == null ? read : written;
    }

    /** Before the dial, so that a program which dies over and over does not hammer the host. */
    public void begin(String login, Instant now, Instant dueAt) {
        tried(login, new Tried(Optional.of(now), UNFINISHED, TryEnd.BEGUN, Optional.of(dueAt)));
    }

    /** What the host offers, and how it greets (decision 10). */
    public void greeted(String login, boolean smtpUtf8, String banner) {
        change(login, row -> {
            row.smtpUtf8 = smtpUtf8;
            row.banner = banner;
        });
    }

    /** The host refuses everybody, or us (decision 10); the first time counts, till {@link #isSound}. */
    public void isAtFault(String login, Instant now) {
        change(login, row -> row.atFaultSince = row.atFaultSince == null ? now : row.atFaultSince);
    }

    /** The host took a message. */
    public void isSound(String login) {
        if (of(login).host().atFaultSince().isPresent()) {
            change(login, row -> row.atFaultSince = null);
        }
    }

    /** An operator keeps the account's mail back from now on; a second one takes the first one's place. */
    public void hold(String login, Hold hold) {
        change(login, row -> {
            row.heldBy = hold.by();
            row.heldReason = hold.reason();
            row.heldSince = hold.since();
        });
    }

    /**
     * An operator lets the account's mail go.
     *
     * @return the hold that was taken off; empty when there was none
     */
    public Optional<Hold> release(String login) {
        Optional<Hold> hold = of(login).hold();
        if (hold.isPresent()) {
            change(login, row -> {
                row.heldBy = null;
                row.heldReason = null;
                row.heldSince = null;
            });
        }
        return hold;
    }

    /** How it ended; {@code dueAt} is empty when nothing waits. */
    public void end(String login, String words, TryEnd ending, Optional<Instant> dueAt) {
        String result = Visible.of(words, RESULT_CHARACTERS_MAX);
        tried(login, new Tried(Optional.empty(), result, ending, dueAt));
    }

    /** Nothing waits any more, by whatever way it went; how the last try ended stays to be seen. */
    public void nothingWaits(String login) {
        if (of(login).dueAt().isPresent()) {
            change(login, row -> row.dueAt = null);
        }
    }

    /** Whose time has come, but for those whom an operator holds. */
    public List<String> due(Instant now) {
        return store.transaction(session -> session.createSelectionQuery(
                        "select login from RetryEntity where dueAt <= :now and heldBy is null order by dueAt, login",
                        String.class)
                .setParameter("now", now)
                .getResultList());
    }

    private void change(String login, Consumer<RetryEntity> change) {
        write(login, session -> {
            RetryEntity row = row(session, login);
            change.accept(row);
            RetryState state = stateOf(row);
            store.afterCommit(() -> known.put(login, state));
        });
    }

    /** What a run writes down; when it was is known from its begin. */
    private record Tried(Optional<Instant> at, String result, TryEnd end, Optional<Instant> dueAt) {

        RetryState in(RetryState state) {
            return new RetryState(at.or(state::triedAt), result, end, state.host(), dueAt, state.hold());
        }
    }

    /** Each run does it twice: one statement, that reads no row. What is no run's business in it, a hold say, stays. */
    private void tried(String login, Tried tried) {
        write(login, session -> {
            int rows = session.createMutationQuery("update RetryEntity set triedAt = coalesce(:at, triedAt), result = :result,"
                            + " ending = :end, dueAt = :dueAt where login = :login")
                    .setParameter("at", orNull(tried.at()), Instant.class)
                    .setParameter("result", tried.result())
                    .setParameter("end", tried.end())
                    .setParameter("dueAt", orNull(tried.dueAt()), Instant.class)
                    .setParameter("login", login)
                    .executeUpdate();
            if (rows == 0) {
                RetryEntity row = row(session, login);
                row.triedAt = orNull(tried.at());
                row.result = tried.result();
                row.ending = tried.end();
                row.dueAt = orNull(tried.dueAt());
            }
            store.afterCommit(() -> known.asMap().computeIfPresent(login, (_, state) -> tried.in(state)));
        });
    }

    /** What is remembered follows the commits in their order. */
    private void write(String login, Consumer<Session> work) {
        try {
            commits.in(login, session -> {
                work.accept(session);
                return login;
            });
        } catch (RuntimeException | Error unknown) {
            known.invalidate(login);
            throw unknown;
        }
    }

    private static RetryEntity row(Session session, String login) {
        RetryEntity row = session.find(RetryEntity.class, login);
        if (row == null) {
            row = new RetryEntity(login);
            session.persist(row);
        }
        return row;
    }

    private static RetryState stateOf(RetryEntity row) {
        return new RetryState(
                Optional.ofNullable(row.triedAt),
                row.result,
                row.ending,
                new LearntHost(row.smtpUtf8, row.banner, Optional.ofNullable(row.atFaultSince)),
                Optional.ofNullable(row.dueAt),
                holdOf(row));
    }

    private static Optional<Hold> holdOf(RetryEntity row) {
        return row.heldBy == null || row.heldReason == null || row.heldSince == null
                ? Optional.empty()
                : Optional.of(new Hold(row.heldBy, row.heldReason, row.heldSince));
    }

    private static @Nullable Instant orNull(Optional<Instant> instant) {
        return instant.isPresent() ? instant.get() : null;
    }
}
