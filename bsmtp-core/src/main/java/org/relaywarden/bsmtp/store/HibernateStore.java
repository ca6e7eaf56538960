// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.hibernate.HibernateException;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;

/** Hibernate over a HikariCP pool, on H2 or MariaDB. */
final class HibernateStore implements Store {

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
        modules.forEach(module -> module.entities().forEach(configuration::addAnnotatedClass));
        return configuration.buildSessionFactory();
    }

    @Override
    public <T> T transaction(Function<Session, T> work) {
        if (RUNNING.isBound() && RUNNING.get().store() == this) {
            return work.apply(RUNNING.get().session());
        }
        List<Runnable> afterCommit = new ArrayList<>();
        T result;
        try (Session session = sessions.openSession()) {
            result = committed(new Running(this, session, afterCommit), work);
        } catch (HibernateException failed) {
            throw new StoreException("the database did not do it: " + rootMessage(failed), failed);
        }
        afterCommit.forEach(Runnable::run);
        return result;
    }

    private static <T> T committed(Running running, Function<Session, T> work) {
        var transaction = running.session().beginTransaction();
        try {
            T result = ScopedValue.where(RUNNING, running).call(() -> work.apply(running.session()));
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
