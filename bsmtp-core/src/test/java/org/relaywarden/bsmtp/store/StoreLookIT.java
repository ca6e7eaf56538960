// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;

/** A look at a real MariaDB: content, or why not; and nothing is left there. */
class StoreLookIT {

    private static MariaDbServer.Database database;

    @BeforeAll
    static void start() {
        Requirements.needsMariaDb();
        database = MariaDbServer.shared().freshDatabase();
    }

    @Test
    void aDatabaseThatAnswersIsLookedAtAndNotTouched() throws Exception {
        StoreLook.at(new StoreSettings(database.url(), database.user(), database.password(), 10));

        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var tables = connection.createStatement().executeQuery("show tables")) {
            assertFalse(tables.next(), "no table was made");
        }
    }

    @Test
    void whatIsWrongIsSaid() {
        StoreException wrongPassword = assertThrows(
                StoreException.class,
                () -> StoreLook.at(new StoreSettings(database.url(), database.user(), "wrong", 10)));
        assertEquals(StoreException.Kind.REFUSED, wrongPassword.kind());
        assertTrue(wrongPassword.getMessage().contains("access denied. Mend store.user"), wrongPassword::toString);

        StoreSettings embedded = StoreSettings.embedded(Path.of("nowhere"));
        assertThrows(IllegalArgumentException.class, () -> StoreLook.at(embedded));
    }
}
