// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash.delivering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Killed under load while it delivers, once at each point: nothing promised is lost, and nothing comes twice but where
 * the host's answer was not heard; no bounce is written twice (B3, B12). By hand: {@code bench/crash --delivering}.
 */
@Timeout(1_100)
final class KilledDeliveringIT {

    private static final int ROUNDS = DeliveryPoint.values().length;
    private static final long SEED = 20260302;

    @TempDir
    private Path folder;

    @Test
    void nothingPromisedIsLostAndLittleComesTwice() throws Exception {
        DeliveryRounds.Report report = new DeliveryRounds(folder, SEED).run(ROUNDS, done -> { });
        assertEquals(EnumSet.allOf(DeliveryPoint.class), report.hit().keySet(), "killed at each point");
        assertTrue(report.promised() > 3 * ROUNDS, "under load: " + report);
        assertTrue(report.bounces() > 0, "and some bounced: " + report);
        assertTrue(report.twice() >= 1, "C11: what it took and did not answer came again: " + report);
    }
}
