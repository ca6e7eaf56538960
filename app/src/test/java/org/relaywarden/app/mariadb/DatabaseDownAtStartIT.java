// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.mariadb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.app.ChildJvm;
import org.relaywarden.app.Main;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;

/** A database that can't be had at the start: where, what, what to do, soon, and without the password. */
class DatabaseDownAtStartIT {

    private static final int NOT_DONE = 1;

    @TempDir
    Path folder;

    private MariaDbServer server;
    private MariaDbServer.Database database;

    @BeforeEach
    void start() throws Exception {
        Requirements.needsMariaDb();
        server = MariaDbServer.start(folder);
        database = server.freshDatabase();
        Settings.write(folder, database);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private String failed(String command) throws Exception {
        long began = System.nanoTime();
        String[] words = ("--config r.yaml " + command).split(" ");
        try (ChildJvm program = new ChildJvm(folder, Main.class, words)) {
            assertEquals(NOT_DONE, program.exitWithin(60), program::toString);
            assertTrue(System.nanoTime() - began < 50_000_000_000L, "the start of a JVM included");
            String errors = program.errors();
            assertFalse(errors.contains(database.password()), "no password in what it says");
            assertFalse(errors.contains("\tat "), () -> "no stack trace: " + errors);
            return errors.strip();
        }
    }

    private void spoil(String how) throws Exception {
        switch (how) {
            case "killed" -> server.kill();
            case "frozen" -> server.freeze();
            case "other password" -> Files.writeString(folder.resolve("password"), "not-the-one\n");
            case "dropped" -> server.sql("drop database " + database.name());
            case "no rights" -> server.sql("revoke create on " + database.name() + ".* from " + database.user());
            default -> throw new IllegalArgumentException(how);
        }
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        killed         | serve          | connection refused. Start MariaDB, or mend 'store' in the settings
        killed         | customers list | connection refused. Start MariaDB, or mend 'store' in the settings
        frozen         | customers list | no answer in time. Look whether that machine lives
        other password | serve          | access denied. Mend store.user and store.password-file in the settings
        dropped        | customers list | no such database. Create it, or mend store.url in the settings
        no rights      | serve          | give store.user its rights on it
        """)
    void isToldInClearWords(String how, String command, String words) throws Exception {
        spoil(how);
        String said = failed(command);
        assertTrue(said.startsWith("Not started: " + database.url() + ": "), said);
        assertTrue(said.contains(words), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void tablesOfANewerProgramAndHalfMadeOnesAreRefused() throws Exception {
        try (ChildJvm first = new ChildJvm(folder, Main.class, "--config", "r.yaml", "customers", "list")) {
            assertEquals(0, first.exitWithin(60), first.errors());
        }
        String history = database.name() + ".enforcement_schema_history";
        server.sql("create table " + database.name() + ".kept select * from " + history + "; insert into " + history
                + " select 99, '999', 'of tomorrow', 'SQL', 'V999__of_tomorrow.sql', 1, installed_by, installed_on, 1, 1"
                + " from " + history + " where version = '1'");
        String newer = failed("customers list");
        assertTrue(newer.contains("999") && newer.contains("newer program"), newer);

        // As if it had been killed after the tables were made, and before that was written down: MariaDB keeps the half.
        server.sql("delete from " + history + " where version is not null");
        String half = failed("serve");
        assertTrue(half.contains("module enforcement are half made") && half.contains("Restore the backup"), half);
        String again = failed("customers list");
        assertTrue(again.contains("module enforcement are half made"), again);
    }
}
