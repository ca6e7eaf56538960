// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabFailure;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;

/** The private database server does what its doors say, by the eyes of a client over the network. */
class MariaDbServerIT {
    @TempDir
    Path folder;

    @BeforeAll
    static void look() {
        Requirements.needsMariaDb();
    }

    private static Command asUser(MariaDbServer server, MariaDbServer.Database database, String sql) {
        return Command.of("mariadb", "--no-defaults", "-N", "-B", "--connect-timeout=2", "--host=" + server.address(),
                "--port=" + server.port(), "--user=" + database.user(), "--password=" + database.password(),
                "--execute=" + sql, database.name());
    }

    @ParameterizedTest(name = "{0}: {1}, for {2}")
    @CsvSource(delimiter = '|', textBlock = """
        create table t (a int primary key); insert into t values (1); alter table t add b int; drop table t | may    | migrations do it
        create table t (a int, b int); create index i on t (a); create unique index u on t (b)              | may    | migrations do it
        select get_lock('x', 0); select release_lock('x')                                                   | may    | migrations lock
        create database another                                                                             | may not | one database is enough
        select * from mysql.global_priv                                                                     | may not | others' rights are none of its own
        select 1 into outfile '/tmp/x'                                                                      | may not | files are none of its own
        """)
    void theUserOfADatabase(String sql, String may, String why) {
        MariaDbServer server = MariaDbServer.shared();
        Command.Outcome outcome = asUser(server, server.freshDatabase(), sql).run();
        assertEquals(may.equals("may"), outcome.exitCode() == 0, outcome::errors);
    }

    @Test
    void aFreshDatabaseIsEmptyAndNobodyElses() {
        MariaDbServer server = MariaDbServer.shared();
        MariaDbServer.Database one = server.freshDatabase();
        MariaDbServer.Database other = server.freshDatabase();
        asUser(server, one, "create table t (a int)").run().orThrow();
        assertNotEquals(one.url(), other.url());
        assertEquals("", asUser(server, other, "show tables").run().orThrow().output());
        assertNotEquals(0, asUser(server, other, "select * from " + one.name() + ".t").run().exitCode());
    }

    @Test
    void whatWasCommittedIsThereAfterAKillAtTheSameAddress() {
        try (var server = MariaDbServer.start(folder)) {
            var database = server.freshDatabase();
            asUser(server, database, "create table t (a int); insert into t values (7)").run().orThrow();
            server.kill();
            assertFalse(server.process().isAlive());
            Command.Outcome away = asUser(server, database, "select a from t").run();
            assertTrue(away.errors().contains("Can't connect"), away::errors);
            server.startAgain();
            assertEquals("7\n", asUser(server, database, "select a from t").run().orThrow().output());
            assertThrows(LabFailure.class, server::startAgain, "it runs");
        }
    }

    @Test
    void frozenItTakesConnectionsAndAnswersNothing() {
        try (var server = MariaDbServer.start(folder)) {
            var database = server.freshDatabase();
            server.freeze();
            Command.Outcome hanging = asUser(server, database, "select 1").run();
            assertTrue(hanging.exitCode() != 0 && !hanging.errors().contains("refused"), hanging::errors);
            server.thaw();
            assertEquals("1\n", asUser(server, database, "select 1").run().orThrow().output());
        }
    }

    @Test
    void endsWhenItIsClosedAndWhenWeAreKilled() throws Exception {
        var closed = MariaDbServer.start(folder);
        closed.close();
        assertFalse(closed.process().isAlive());
        closed.close();
        try (var forsaken = MariaDbServer.start(folder)) {
            forsaken.forsake();
            forsaken.process().onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void runsOnAHostOfTheLab() {
        Requirements.needsRealServers();
        try (Netlab lab = Netlab.open()) {
            LabHost client = lab.addHost("client", "203.0.113.5");
            LabHost provider = lab.addHost("provider", "192.0.2.25");
            try (var server = MariaDbServer.start(provider, folder)) {
                var database = server.freshDatabase();
                assertEquals("jdbc:mariadb://192.0.2.25:3306/" + database.name(), database.url());
                assertEquals("3\n", client.run(asUser(server, database, "select 1 + 2").within(Duration.ofSeconds(5)))
                        .orThrow().output());
            }
        }
    }
}
