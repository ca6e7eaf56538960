// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** New connections to a MariaDB, with all that the program relies on said by itself, whatever the server's own defaults. */
final class MariaDbConnections {

    /** For the way there and for the greeting. */
    static final Duration CONNECTS_WITHIN = Duration.ofSeconds(3);

    private static final Duration HURRIED = Duration.ofSeconds(1);

    /** An answer that takes longer never comes: the slowest statement of a running program takes a few seconds. */
    static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);

    /** Shorter than {@link #ANSWERS_WITHIN}, so that the database, not the wire, says who waits for whom. */
    private static final Duration LOCKS_WITHIN = Duration.ofSeconds(5);

    /** A migration waits for those who read the table. */
    private static final Duration TABLES_WITHIN = Duration.ofSeconds(60);

    /** Longer than the pool keeps a connection. */
    private static final Duration IDLES_WITHIN = Duration.ofHours(2);

    private MariaDbConnections() {}

    /** For the running program. */
    static DataSource prompt(StoreSettings settings) {
        return connections(settings, CONNECTS_WITHIN, ANSWERS_WITHIN);
    }

    /** To see, in a hurry, whether anybody answers. */
    static DataSource hurried(StoreSettings settings) {
        return connections(settings, HURRIED, HURRIED);
    }

    /** For migrations, which may rewrite a large table. */
    static DataSource patient(StoreSettings settings) {
        return connections(settings, CONNECTS_WITHIN, Duration.ZERO);
    }

    private static DataSource connections(StoreSettings settings, Duration connectsWithin, Duration answersWithin) {
        String url = settings.jdbcUrl() + (settings.jdbcUrl().contains("?") ? "&" : "?")
                + "connectTimeout=" + connectsWithin.toMillis()
                + "&socketTimeout=" + answersWithin.toMillis()
                // Bytes are compared as bytes, and every character has its place.
                + "&connectionCollation=utf8mb4_nopad_bin"
                // Another server that this one names is not the one that the operator named.
                + "&permitRedirect=false"
                + "&sessionVariables=" + String.join(",",
                        "time_zone='+00:00'",
                        "sql_mode='STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
                        "tx_isolation='READ-COMMITTED'",
                        "innodb_lock_wait_timeout=" + LOCKS_WITHIN.toSeconds(),
                        "lock_wait_timeout=" + TABLES_WITHIN.toSeconds(),
                        "wait_timeout=" + IDLES_WITHIN.toSeconds());
        try {
            var connections = new MariaDbDataSource(url);
            connections.setUser(settings.user());
            connections.setPassword(settings.password());
            return connections;
        } catch (SQLException notUnderstood) {
            throw new StoreException(
                    StoreException.Kind.REFUSED,
                    settings.jdbcUrl() + ": the driver does not take it: " + notUnderstood.getMessage()
                            + ". Mend store.url in the settings",
                    notUnderstood);
        }
    }
}
