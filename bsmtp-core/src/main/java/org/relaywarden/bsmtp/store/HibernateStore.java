// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hibernate over a HikariCP pool, on H2 or MariaDB. */
final class HibernateStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(HibernateStore.class);

    /** Rows sent in one go; an import of a hundred thousand customers is otherwise one round trip a row. */
    private static final String ROWS_PER_BATCH = "100";

    /** The transaction of the running call; a call inside it joins. */
    private static final ScopedValue<Running> RUNNING = ScopedValue.newInstance();

    private final HikariDataSource pool;
    private final SessionFactory sessions;

    private record Running(HibernateStore store, Session session, List<Runnable> afterCommit) {}

    private HibernateStore(HikariDataSource pool, SessionFactory sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    static HibernateStore open(StoreSettings settings, List<StoreModule> modules) {
        HikariDataSource pool = openPool(settings);
        try {
            modules.forEach(module -> migrate(pool, settings, module));
            return new HibernateStore(pool, mapEntities(pool, modules));
        } catch (FlywayException failed) {
            pool.close();
            throw new StoreException(
                    settings.jdbcUrl() + ": its tables can't be brought up to date: " + failed.getMessage()
                            + ". If a newer program made them, start that one; else restore the last backup",
                    failed);
        } catch (RuntimeException failed) {
            pool.close();
            throw failed;
        }
    }

    private static HikariDataSource openPool(StoreSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connectionsMax());
        config.setMinimumIdle(1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException unreachable) {
            throw new StoreException(
                    settings.jdbcUrl() + ": the database can't be opened: " + rootMessage(unreachable)
                            + ". Start it, or mend 'store' in the settings",
                    unreachable);
        }
    }

    private static void migrate(DataSource pool, StoreSettings settings, StoreModule module) {
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/" + module.name() + "/" + settings.migrationFolder())
                .table(module.name() + "_schema_history")
                // Several modules share one schema, each with a history of its own: the others' tables are no surprise.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // A version that we don't know was made by a newer program: its rows may mean something else.
                .ignoreMigrationPatterns(new String[0])
                .failOnMissingLocations(true)
                .createSchemas(false)
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }

    private static SessionFactory mapEntities(DataSource pool, List<StoreModule> modules) {
        Configuration configuration = new Configuration();
        configuration.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, pool);
        // Flyway owns the schema; instants are UTC whatever the zone of the machine or of the server.
        configuration.setProperty(AvailableSettings.HBM2DDL_AUTO, "none");
        configuration.setProperty(AvailableSettings.JDBC_TIME_ZONE, "UTC");
        configuration.setProperty(AvailableSettings.PREFERRED_INSTANT_JDBC_TYPE, "TIMESTAMP");
        configuration.setProperty(AvailableSettings.STATEMENT_BATCH_SIZE, ROWS_PER_BATCH);
        configuration.setProperty(AvailableSettings.ORDER_INSERTS, "true");
        // No mapping lies in XML; and no class is made at run time: accessors and lazy proxies for each entity would cost
        // every command a good part of its start. What would need a proxy fails, so associations are eager.
        configuration.setProperty(AvailableSettings.XML_MAPPING_ENABLED, "false");
        configuration
                .getStandardServiceRegistryBuilder()
                .addService(BytecodeProvider.class, new BytecodeProviderImpl());
        modules.forEach(module -> module.entities().forEach(configuration::addAnnotatedClass));
        return configuration.buildSessionFactory();
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
        try (Session session = sessions.openSession()) {
            result = committed(new Running(this, session, afterCommit), work);
        } catch (PersistenceException failed) {
            throw new StoreException(
                    "the database did not do it, nothing of it is written: " + rootMessage(failed)
                            + ". Look at the database's own log and at the free disk space",
                    failed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        afterCommit.forEach(HibernateStore::runOrLog);
        return result;
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

    /** The commit has happened: an action that fails must not make the caller believe otherwise. */
    private static void runOrLog(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failed) {
            LOG.error("an action after a commit failed; the commit stands", failed);
        }
    }

    private static <T> T committed(Running running, Function<Session, T> work) {
        var transaction = running.session().beginTransaction();
        try {
            T result = ScopedValue.where(RUNNING, running).call(() -> work.apply(running.session()));
            if (transaction.getRollbackOnly()) {
                throw new IllegalStateException("a part of this transaction failed and its exception was passed over");
            }
            transaction.commit();
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

    @Override
    public void afterCommit(Runnable action) {
        if (RUNNING.isBound() && RUNNING.get().store() == this) {
            RUNNING.get().afterCommit().add(action);
        } else {
            action.run();
        }
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        sessions.close();
        pool.close();
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
