// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.relaywarden.bsmtp.store.StoreException.Kind;

/** The pool over either database, opened at once or refused in clear words. */
final class Databases {

    /** How long a caller waits for a free connection. */
    private static final Duration CONNECTION_WITHIN = Duration.ofSeconds(5);

    private static final Duration VALID_WITHIN = Duration.ofSeconds(2);

    /** 10.6 is the oldest that its makers still mend. */
    private static final int MAJOR_MIN = 10;
    private static final int MINOR_MIN = 6;

    private Databases() {}

    static HikariDataSource pool(StoreSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setMaximumPoolSize(settings.connectionsMax());
        config.setMinimumIdle(1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (settings.isMariaDb()) {
            config.setDataSource(MariaDbConnections.prompt(settings));
            config.setConnectionTimeout(CONNECTION_WITHIN.toMillis());
            config.setValidationTimeout(VALID_WITHIN.toMillis());
        } else {
            config.setJdbcUrl(settings.jdbcUrl());
            config.setUsername(settings.user());
            config.setPassword(settings.password());
        }
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException unreachable) {
            throw notOpened(settings, unreachable);
        }
    }

    /** Says no to what only looks like a MariaDB. */
    static void check(StoreSettings settings, DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            DatabaseMetaData server = connection.getMetaData();
            int major = server.getDatabaseMajorVersion();
            boolean known = server.getDatabaseProductName().equals("MariaDB")
                    && (major > MAJOR_MIN || (major == MAJOR_MIN && server.getDatabaseMinorVersion() >= MINOR_MIN));
            if (!known) {
                throw new StoreException(
                        Kind.REFUSED,
                        settings.jdbcUrl() + ": is " + server.getDatabaseProductName() + " "
                                + server.getDatabaseProductVersion() + ". Use MariaDB " + MAJOR_MIN + "." + MINOR_MIN
                                + " or newer",
                        null);
            }
        } catch (SQLException failed) {
            throw notOpened(settings, failed);
        }
    }

    private static StoreException notOpened(StoreSettings settings, Exception why) {
        DatabaseFault fault = DatabaseFault.of(why);
        String remedy = settings.isMariaDb() ? fault.remedy() : "Start it, or mend 'store' in the settings";
        String as = settings.isMariaDb() ? " as user " + settings.user() : "";
        return new StoreException(
                fault.kind(),
                settings.jdbcUrl() + ": the database can't be opened" + as + ": " + fault.what() + ". " + remedy,
                why);
    }
}
