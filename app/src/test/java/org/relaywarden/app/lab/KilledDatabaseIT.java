// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;

/**
 * The database server is killed with SIGKILL at a step of a case and comes back some seconds later, while the program runs
 * on: the end is that of a life undisturbed, and no mail that got its 250 is gone.
 */
@Timeout(600)
final class KilledDatabaseIT {

    /** Long enough for steps to fail meanwhile. */
    private static final long AWAY_NANOS = Duration.ofSeconds(4).toNanos();

    private static final CaseLife.Ending UNDISTURBED = new CaseLife.Ending(
            "CLOSED_FIXED",
            1,
            List.of(
                    "RelayProven", "BlocksAsked", "BlockConfirmed", "NoticeDelivered", "Blocked", "CustomerReplied",
                    "RetestPassed", "BlockGone", "NoticeDelivered", "Lifted"),
            List.of("OFF"),
            List.of(),
            2);

    @TempDir
    private static Path folder;

    private static FilteredLab lab;
    private static MariaDbServer server;

    @BeforeAll
    static void open() {
        Requirements.needsRealServers();
        Requirements.needsMariaDb();
        lab = FilteredLab.open(folder);
        server = MariaDbServer.start(lab.lab().addHost("database", "192.0.2.40"), folder);
    }

    @AfterAll
    static void leave() {
        if (server != null) {
            server.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    @ParameterizedTest(name = "killed when {0}")
    @CsvSource(delimiter = '|', textBlock = """
            the verdict is written down  | judged run=1
            the reply is read            | case-1 CustomerReplied
            """)
    void itWaitsAndGoesOn(String step, String line) throws Exception {
        Path own = Files.createDirectory(folder.resolve(step.replace(' ', '-')));
        LabSettings settings = lab.settings().on(server.freshDatabase(), own);
        CaseLife life = new CaseLife(lab, own);

        CaseLife.Ending ending = life.liveThrough(settings, line, KilledDatabaseIT::killAndStartAgain);

        assertEquals(UNDISTURBED, ending, life::log);
        assertTrue(life.mailsTaken().size() > 3, "the world's mail came in meanwhile: " + life.mailsTaken().size());
        assertEquals(List.of(), life.mailsLost());
    }

    @ParameterizedTest(name = "killed when {0}")
    @EnabledIfSystemProperty(named = "relaywarden.suite", matches = "full", disabledReason = "more: ./verify --full")
    @CsvSource(delimiter = '|', textBlock = """
            a probe is on disk           | queued mailbox=system.collector
            the block stands             | case-1 BlockConfirmed
            the retest is under way      | talked run=2
            the block is gone            | case-1 BlockGone
            """)
    void itWaitsAndGoesOnFromFurtherSteps(String step, String line) throws Exception {
        itWaitsAndGoesOn(step, line);
    }

    private static void killAndStartAgain() {
        server.kill();
        long until = System.nanoTime() + AWAY_NANOS;
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        server.startAgain();
    }
}
