// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.relaywarden.bsmtp.store.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which entity lies in which table; read on a thread of its own, for that is half of what a command's start takes. */
final class EntityMapping {

    private static final Logger LOG = LoggerFactory.getLogger(EntityMapping.class);

    /** Rows sent in one go; an import of a hundred thousand customers is otherwise one round trip a row. */
    private static final String ROWS_PER_BATCH = "100";

    private final FutureTask<SessionFactory> reading;

    private EntityMapping(FutureTask<SessionFactory> reading) {
        this.reading = reading;
    }

    static EntityMapping begin(DataSource pool, List<StoreModule> modules) {
        FutureTask<SessionFactory> reading = new FutureTask<>(() -> read(pool, modules));
        Thread.ofVirtual().name("map-entities").start(reading);
        return new EntityMapping(reading);
    }

    /** Waits for it. */
    SessionFactory sessions() {
        try {
            return reading.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.AWAY, "the program is ending before its start was done", hurried);
        }
    }

    /** Waits for it and lets it go: the tables are not what it needs. */
    void abandon() {
        try {
            sessions().close();
        } catch (RuntimeException failedToo) {
            LOG.debug("the mapping failed too, beside the migrations", failedToo);
        }
    }

    private static SessionFactory read(DataSource pool, List<StoreModule> modules) {
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
}
