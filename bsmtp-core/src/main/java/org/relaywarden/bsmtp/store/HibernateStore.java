// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.Transaction;
import org.relaywarden.bsmtp.store.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hibernate over a HikariCP pool, on H2 or MariaDB. */
final class HibernateStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(HibernateStore.class);

    /** How often the same work is done, at most, when others are in the way. */
    private static final int ATTEMPTS_MAX = 4;

    /** At most that long before the second attempt, twice that before the third, and so on. */
    private static final Duration STEPS_BACK = Duration.ofMillis(100);

    /** A few. The embedded one writes each commit into its file by itself, one after the other. */
    private static final int COMMITS_AT_ONCE_MARIADB = 4;

    private static final String BROKEN_OFF =
            "the program is ending and the database did not answer in time; what was not committed is not written";

    /** The transaction of the running call; a call inside it joins. */
    private static final ScopedValue<Running> RUNNING = ScopedValue.newInstance();

    private final HikariDataSource pool;
    private final SessionFactory sessions;
    private final Outage outage;
    private final BooleanSupplier answers;
    private final int commitsAtOnce;

    /** Those in a transaction. */
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();

    private volatile boolean brokenOff;

    private record Running(HibernateStore store, Session session, List<Runnable> afterCommit) {}

    /** @param answers whether the database does, found out within a second or two */
    private HibernateStore(
            HikariDataSource pool, SessionFactory sessions, Outage outage, BooleanSupplier answers, int commitsAtOnce) {
        this.pool = pool;
        this.sessions = sessions;
        this.outage = outage;
        this.answers = answers;
        this.commitsAtOnce = commitsAtOnce;
    }

    static HibernateStore open(StoreSettings settings, List<StoreModule> modules) {
        HikariDataSource pool = Databases.pool(settings);
        try {
            DataSource patient = pool;
            if (settings.isMariaDb()) {
                Databases.check(settings, pool);
                patient = MariaDbConnections.patient(settings);
            }
            SessionFactory sessions = openedBeside(new Migrations(settings, patient), pool, modules);
            DataSource knocked = settings.isMariaDb() ? MariaDbConnections.prompt(settings) : pool;
            Outage outage = new Outage(settings.jdbcUrl(), () -> knock(knocked), InstantSource.system());
            // The embedded one is no other process: it hangs only as the machine does.
            BooleanSupplier answers = settings.isMariaDb()
                    ? () -> knock(MariaDbConnections.hurried(settings)).isEmpty()
                    : () -> true;
            return new HibernateStore(
                    pool, sessions, outage, answers, settings.isMariaDb() ? COMMITS_AT_ONCE_MARIADB : 1);
        } catch (RuntimeException failed) {
            pool.close();
            throw failed;
        }
    }

    /** The mapping is read while the tables are brought up to date: it asks the database for its kind alone. */
    private static SessionFactory openedBeside(Migrations migrations, DataSource pool, List<StoreModule> modules) {
        EntityMapping mapping = EntityMapping.begin(pool, modules);
        try {
            modules.forEach(migrations::run);
        } catch (RuntimeException refused) {
            mapping.abandon();
            throw refused;
        }
        return mapping.sessions();
    }

    private static Optional<DatabaseFault> knock(DataSource door) {
        try (Connection _ = door.getConnection()) {
            return Optional.empty();
        } catch (SQLException away) {
            return Optional.of(DatabaseFault.of(away)).filter(fault -> !fault.isForWantOfRoom());
        }
    }

    @Override
    public <T> T transaction(Function<Session, T> work) {
        if (RUNNING.isBound() && RUNNING.get().store() == this) {
            return joined(RUNNING.get().session(), work);
        }
        List<Runnable> afterCommit = new ArrayList<>();
        T result;
        // A thread that is told to end still writes down where it got to; it stays interrupted for its caller.
        boolean interrupted = Thread.interrupted();
        try {
            result = attempted(afterCommit, work);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        afterCommit.forEach(HibernateStore::runOrLog);
        return result;
    }

    /** The whole again and again: what a deadlock rolled back can't be gone on with in its middle. */
    private <T> T attempted(List<Runnable> afterCommit, Function<Session, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(afterCommit, work);
            } catch (StoreException failed) {
                if (failed.kind() != Kind.BUSY || attempt == ATTEMPTS_MAX) {
                    throw failed;
                }
                LOG.info("store=again attempt={} {}", attempt + 1, failed.getMessage());
            }
            afterCommit.clear();
            stepBack(attempt);
        }
    }

    /** For as long as chance says: two that were in each other's way would meet again if both came back at once. */
    private static void stepBack(int attempt) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(STEPS_BACK.toNanos()) * attempt);
    }

    private <T> T once(List<Runnable> afterCommit, Function<Session, T> work) {
        working.add(Thread.currentThread());
        try (Session session = session()) {
            return committed(new Running(this, session, afterCommit), work);
        } catch (PersistenceException failed) {
            if (brokenOff) {
                throw new StoreException(Kind.AWAY, BROKEN_OFF, failed);
            }
            DatabaseFault fault = DatabaseFault.of(failed);
            if (fault.kind() == Kind.AWAY) {
                outage.suspect(fault);
            }
            String outcome = failed instanceof CommitCutOff
                    ? "the connection broke at the commit, so that it is not known whether it is written: "
                    : "the database did not do it, nothing of it is written: ";
            throw new StoreException(fault.kind(), outcome + fault.what() + ". " + fault.remedy(), failed);
        } finally {
            working.remove(Thread.currentThread());
        }
    }

    private Session session() {
        Optional<StoreException> away = outage.known();
        if (away.isPresent()) {
            throw away.get();
        }
        if (brokenOff) {
            throw new StoreException(Kind.AWAY, BROKEN_OFF, null);
        }
        return sessions.openSession();
    }

    /** What failed inside must not be committed by a caller who passed over the exception. */
    private static <T> T joined(Session session, Function<Session, T> work) {
        try {
            return work.apply(session);
        } catch (RuntimeException | Error failed) {
            session.getTransaction().setRollbackOnly();
            throw failed;
        }
    }

    /** The commit has happened, or the database is back: an action that fails must not make anybody believe otherwise. */
    static void runOrLog(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failed) {
            LOG.error("what was to follow a commit, or an outage, failed; what is committed stands", failed);
        }
    }

    private static <T> T committed(Running running, Function<Session, T> work) {
        var transaction = running.session().beginTransaction();
        try {
            T result = ScopedValue.where(RUNNING, running).call(() -> work.apply(running.session()));
            if (transaction.getRollbackOnly()) {
                throw new IllegalStateException("a part of this transaction failed and its exception was passed over");
            }
            // Apart from the commit: what breaks here is not written for certain.
            running.session().flush();
            commit(transaction);
            return result;
        } catch (RuntimeException | Error failed) {
            try {
                transaction.rollback();
            } catch (RuntimeException rollbackFailed) {
                failed.addSuppressed(rollbackFailed);
            }
            throw failed;
        }
    }

    private static void commit(Transaction transaction) {
        try {
            transaction.commit();
        } catch (RuntimeException failed) {
            if (DatabaseFault.of(failed).kind() == Kind.AWAY) {
                throw new CommitCutOff(failed);
            }
            throw failed;
        }
    }

    /** The database may have heard the commit, or not. */
    private static final class CommitCutOff extends PersistenceException {
        private static final long serialVersionUID = 1L;

        CommitCutOff(RuntimeException why) {
            super(why);
        }
    }

    @Override
    public void afterCommit(Runnable action) {
        if (RUNNING.isBound() && RUNNING.get().store() == this) {
            RUNNING.get().afterCommit().add(action);
        } else {
            action.run();
        }
    }

    @Override
    public int commitsAtOnce() {
        return commitsAtOnce;
    }

    @Override
    public void onReturn(Runnable action) {
        outage.onReturn(action);
    }

    @Override
    public DataSource dataSource() {
        return new WatchedPool(pool, outage);
    }

    /**
     * By an interrupt, which closes the socket that a virtual thread reads from. The pool's own way is no way out: to end
     * a connection that is in use the driver calls the same server once more, and waits for that too.
     */
    @Override
    public void breakOffIfItHangs() {
        if (answers.getAsBoolean()) {
            return; // whatever takes so long, it is not the database, and may still want to write down its end
        }
        brokenOff = true;
        outage.close();
        working.forEach(Thread::interrupt);
    }

    @Override
    public void close() {
        outage.close();
        sessions.close();
        if (brokenOff) {
            // Not waited for: see above. The process ends.
            Thread.ofVirtual().name("store-close").start(pool::close);
        } else {
            pool.close();
        }
    }
}
