// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.clock;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.impl.jdbcjobstore.InvalidConfigurationException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.utils.DBConnectionManager;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Quartz scheduler over the store's tables, clustered on MariaDB only: one process owns an H2 file. */
final class QuartzClock {

    private static final Logger LOG = LoggerFactory.getLogger(QuartzClock.class);

    /** In the rows: the same whenever and wherever the program runs, so that it finds its schedules again. */
    private static final String NAME_IN_TABLES = "relaywarden";

    /** A run that is later than this is made up for once, however many were missed. */
    private static final Duration MISFIRE_AFTER = Duration.ofSeconds(5);

    private static final Duration SHUTDOWN_MAX = Duration.ofSeconds(3);

    private final Scheduler scheduler;

    private QuartzClock(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    static QuartzClock start(Store store, List<NamedTask> tasks, Consumer<String> runByName) {
        try {
            QuartzClock clock = new QuartzClock(scheduler(store, tasks.size()));
            try {
                clock.scheduler.setJobFactory((fired, ignored) -> new NamedTaskJob(runByName));
                new StoredSchedules(clock.scheduler).bringUpToDate(tasks);
                clock.scheduler.start();
                return clock;
            } catch (SchedulerException failed) {
                clock.close();
                throw failed;
            }
        } catch (SchedulerException | InvalidConfigurationException | SQLException failed) {
            throw new StoreException(
                    StoreException.isAway(failed) ? StoreException.Kind.AWAY : StoreException.Kind.REFUSED,
                    "the clock can't be started: " + failed.getMessage()
                            + ". Its tables are QRTZ_... in the store: look at the database",
                    failed);
        }
    }

    private static Scheduler scheduler(Store store, int tasks)
            throws SchedulerException, InvalidConfigurationException, SQLException {
        // In this process: a name for each clock, or Quartz would hand a second one the first one's scheduler.
        String name = NAME_IN_TABLES + "-" + UUID.randomUUID();
        DBConnectionManager.getInstance().addConnectionProvider(name, new StoreConnections(store.dataSource()));
        boolean clustered = isMariaDb(store);
        StoredTriggers triggers = new StoredTriggers();
        triggers.setDataSource(name);
        triggers.setTablePrefix("QRTZ_");
        triggers.setDriverDelegateClass(StdJDBCDelegate.class.getName());
        triggers.setUseProperties("true");
        triggers.setMisfireThreshold(MISFIRE_AFTER.toMillis());
        triggers.setIsClustered(clustered);
        var factory = DirectSchedulerFactory.getInstance();
        factory.createScheduler(name, clustered ? name : "NON_CLUSTERED", new VirtualThreads(tasks), triggers);
        return factory.getScheduler(name);
    }

    /** Quartz's own store, but for the name in the rows. Public, for Quartz sets that name by reflection. */
    @SuppressWarnings("unchecked") // of a raw type in the class above
    public static final class StoredTriggers extends JobStoreTX {

        @Override
        public void setInstanceName(String nameInProcess) {
            super.setInstanceName(NAME_IN_TABLES);
        }
    }

    private static boolean isMariaDb(Store store) throws SQLException {
        try (Connection connection = store.dataSource().getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("MariaDB");
        }
    }

    /** No run begins by the clock from now on. */
    void pause() {
        try {
            scheduler.standby();
        } catch (SchedulerException failed) {
            LOG.warn("the clock could not be paused", failed);
        }
    }

    /** Ends Quartz's threads; a database that does not answer holds this up for a few seconds at most. */
    void close() {
        Thread closing = Thread.ofVirtual().name("clock-close").start(() -> {
            try {
                // True: joins Quartz's own thread, which else is cut off in the middle of a query. Of the jobs none is
                // waited for here: see VirtualThreads.
                scheduler.shutdown(true);
            } catch (SchedulerException failed) {
                LOG.warn("the clock could not be shut down", failed);
            }
        });
        try {
            if (!closing.join(SHUTDOWN_MAX)) {
                LOG.warn("the clock is still shutting down after {} s; it is left behind", SHUTDOWN_MAX.toSeconds());
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
