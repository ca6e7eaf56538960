// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

/**
 * Where the database is.
 *
 * @param jdbcUrl {@code jdbc:h2:file:...} or {@code jdbc:mariadb://...}
 * @param user the database user
 * @param password may be empty for the embedded database; never logged
 * @param connectionsMax 1 to 100
 */
public record StoreSettings(String jdbcUrl, String user, String password, int connectionsMax) {

    public StoreSettings {
        if (!jdbcUrl.startsWith("jdbc:h2:") && !jdbcUrl.startsWith("jdbc:mariadb:")) {
            throw new IllegalArgumentException("the store is jdbc:h2:... or jdbc:mariadb:..., got " + jdbcUrl);
        }
        if (connectionsMax < 1 || connectionsMax > 100) {
            throw new IllegalArgumentException("1 to 100 connections, got " + connectionsMax);
        }
    }

    /** The embedded database in a file (H2 adds its own ending). The data folder's owner alone opens it. */
    public static StoreSettings embedded(java.nio.file.Path file) {
        return new StoreSettings("jdbc:h2:file:" + file.toAbsolutePath(), "relaywarden", "", 10);
    }

    /** Which folder of migrations serves this database. */
    String migrationFolder() {
        return jdbcUrl.startsWith("jdbc:h2:") ? "h2" : "mariadb";
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "StoreSettings[jdbcUrl=" + jdbcUrl + ", user=" + user + "]";
    }
}
