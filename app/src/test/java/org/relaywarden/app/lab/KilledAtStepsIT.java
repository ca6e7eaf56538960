// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.testbed.servers.Requirements;

/**
 * Killed with SIGKILL at each step of a case, from the first conversation to the lift, and started again: the end is that
 * of a life undisturbed, and no mail that got its 250 is gone.
 */
@Timeout(600)
final class KilledAtStepsIT {

    @TempDir
    private static Path folder;

    private static CaseLife.Place place;
    private static CaseLife.Ending undisturbed;

    @BeforeAll
    static void liveOnceUndisturbed() throws Exception {
        Requirements.needsRealServers();
        place = CaseLife.Place.prepare(folder);
        undisturbed = new CaseLife(place, "undisturbed").live();
        assertEquals("CLOSED_FIXED", undisturbed.state());
        assertEquals(List.of("OFF"), undisturbed.blocks(), "one block, and it is gone");
        assertEquals(List.of(), undisturbed.onRouter());
        assertEquals(2, undisturbed.told(), "a warning, and that the block is lifted");
    }

    @AfterAll
    static void leave() {
        if (place != null) {
            place.close();
        }
    }

    @ParameterizedTest(name = "killed when {0}")
    @CsvSource(delimiter = '|', textBlock = """
            the first conversation ended         | talked run=1
            a probe is on disk, before its 250   | queued mailbox=system.collector
            the verdict is written down          | judged run=1
            the case is opened                   | case-1 RelayProven
            the block stands                     | case-1 BlockConfirmed
            the warning is on disk               | queued mailbox=anna class=ACCOUNT
            the reply is read                    | case-1 CustomerReplied
            the retest is under way              | talked run=2
            the retest passed                    | case-1 RetestPassed
            the block is gone                    | case-1 BlockGone
            """)
    void itGoesOn(String step, String line) throws Exception {
        CaseLife life = new CaseLife(place, step.replace(' ', '-'));

        CaseLife.Ending ending = life.liveKilledAt(line);

        assertEquals(undisturbed, ending, () -> life.log());
        assertTrue(life.mailsTaken().size() > 3, "the world's mail came in meanwhile: " + life.mailsTaken().size());
        assertEquals(List.of(), life.mailsLost());
    }

    @ParameterizedTest(name = "killed when {0}")
    @EnabledIfSystemProperty(named = "relaywarden.suite", matches = "full", disabledReason = "more: ./verify --full")
    @CsvSource(delimiter = '|', textBlock = """
            the proof is written down            | ' returned run=1'
            the block is asked for               | case-1 BlocksAsked
            the warning is written down as told  | case-1 NoticeDelivered
            the case is blocked                  | case-1 Blocked
            the case is closed                   | case-1 Lifted
            """)
    void itGoesOnFromFurtherSteps(String step, String line) throws Exception {
        itGoesOn(step, line);
    }
}
