// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Forty times killed under load, four times at each point, also while POP3 moves mail (B11): nothing promised is lost.
 * By hand: {@code bench/crash}.
 */
@Timeout(1_100)
class KillNineIT {

    private static final int ROUNDS = 50;
    private static final long SEED = 20260301;

    @TempDir
    Path folder;

    @Test
    void nothingPromisedIsLost() throws Exception {
        KillRounds.Report report = new KillRounds(folder, SEED).run(ROUNDS, done -> { });
        assertEquals(EnumSet.allOf(KillPoint.class), report.hit().keySet(), "killed at each point");
        assertTrue(report.promised() > ROUNDS, "under load: " + report);
        assertTrue(report.unanswered() >= ROUNDS, "in the midst of mails: " + report);
    }
}
