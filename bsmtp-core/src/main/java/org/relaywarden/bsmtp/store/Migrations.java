// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.relaywarden.bsmtp.store.StoreException.Kind;

/** Brings the tables of each module up to date, by Flyway, which lets one node do it at a time. */
final class Migrations {

    /** MariaDB: table exists, column exists, index exists; can't drop; a failed migration in Flyway's own words. */
    private static final Set<String> SIGNS_OF_A_HALF =
            Set.of("1050", "1060", "1061", "1091", "failed migration to version");

    private final StoreSettings settings;
    private final DataSource connections;

    Migrations(StoreSettings settings, DataSource connections) {
        this.settings = settings;
        this.connections = connections;
    }

    void run(StoreModule module) {
        try {
            Flyway.configure()
                    .dataSource(connections)
                    .locations("classpath:db/" + module.name() + "/" + settings.migrationFolder())
                    .table(module.name() + "_schema_history")
                    // Several modules share one schema, each with a history of its own: the others' tables are no
                    // surprise.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    // A version that we don't know was made by a newer program: its rows may mean something else.
                    .ignoreMigrationPatterns(new String[0])
                    .failOnMissingLocations(true)
                    .createSchemas(false)
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
        } catch (FlywayException failed) {
            throw refused(module, failed);
        }
    }

    private StoreException refused(StoreModule module, FlywayException failed) {
        DatabaseFault fault = DatabaseFault.of(failed);
        String where = settings.jdbcUrl() + ": its tables can't be brought up to date: ";
        if (fault.kind() != Kind.REFUSED || fault.isKnown()) {
            return new StoreException(fault.kind(), where + fault.what() + ". " + fault.remedy(), failed);
        }
        String said = String.valueOf(failed.getMessage()).strip().replaceAll("\\s+", " ");
        if (settings.isMariaDb() && SIGNS_OF_A_HALF.stream().anyMatch(said::contains)) {
            return new StoreException(
                    Kind.REFUSED,
                    where + "those of module " + module.name() + " are half made: a program was killed while it made"
                            + " them, or could not finish, and MariaDB can't take back a half. Restore the backup from"
                            + " before the upgrade; or, where this was the first start, drop the database and create it"
                            + " again. Then start the program once more. " + said,
                    failed);
        }
        return new StoreException(
                Kind.REFUSED,
                where + said + ". If a newer program made them, start that one; else restore the last backup",
                failed);
    }
}
