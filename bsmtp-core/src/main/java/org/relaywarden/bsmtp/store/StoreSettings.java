// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where the database is.
 *
 * @param jdbcUrl {@code jdbc:h2:file:...}, or of a MariaDB as {@link MariaDbUrl} takes it; without a password, for
 *     it stands in messages
 * @param user the database user
 * @param password may be empty for the embedded database; never logged
 * @param connectionsMax 1 to 100
 */
public record StoreSettings(String jdbcUrl, String user, String password, int connectionsMax) {

    public StoreSettings {
        // No message may show a password.
        if (jdbcUrl.toLowerCase(Locale.ROOT).contains("password")) {
            throw new IllegalArgumentException("the store's URL holds a password: give it as the password instead");
        }
        if (!jdbcUrl.startsWith("jdbc:h2:")) {
            MariaDbUrl.faultOf(jdbcUrl).ifPresent(fault -> {
                throw new IllegalArgumentException(jdbcUrl + ": " + fault.problem() + ". " + fault.remedy());
            });
        }
        if (connectionsMax < 1 || connectionsMax > 100) {
            throw new IllegalArgumentException("1 to 100 connections, got " + connectionsMax);
        }
    }

    /**
     * The embedded database in a file (H2 adds its own ending). The data folder's owner alone opens it.
     *
     * <p>What is committed has left the process (WRITE_DELAY; H2 would keep it for half a second), and the database is
     * closed by {@link Store#close()}, not by a shutdown hook of its own while others still write. An interrupted
     * thread closes the file channel that it reads through: {@code retry:} opens it again, where H2 else goes down for
     * all.
     */
    public static StoreSettings embedded(Path file) {
        return new StoreSettings(
                "jdbc:h2:retry:" + file.toAbsolutePath() + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                "relaywarden",
                "",
                10);
    }

    /** Which folder of migrations serves this database. */
    String migrationFolder() {
        return isMariaDb() ? "mariadb" : "h2";
    }

    boolean isMariaDb() {
        return !jdbcUrl.startsWith("jdbc:h2:");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "StoreSettings[jdbcUrl=" + jdbcUrl + ", user=" + user + "]";
    }
}
