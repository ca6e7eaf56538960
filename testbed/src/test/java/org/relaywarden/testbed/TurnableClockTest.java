// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class TurnableClockTest {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    @Test
    void standsStillUntilItIsTurned() {
        var clock = new TurnableClock(START);
        assertEquals(START, clock.instant());
        clock.advance(Duration.ofHours(6));
        assertEquals(Instant.parse("2026-03-01T14:00:00Z"), clock.instant());
        clock.advance(Duration.ofMinutes(-1));
        assertEquals(Instant.parse("2026-03-01T13:59:00Z"), clock.instant());
        clock.setTo(START);
        assertEquals(START, clock.instant());
    }

    @Test
    void losesNoTurnWhenManyTurnIt() throws InterruptedException {
        var clock = new TurnableClock(START);
        var turners = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            turners.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < 1_000; n++) {
                    clock.advance(Duration.ofSeconds(1));
                }
            }));
        }
        for (Thread turner : turners) {
            turner.join();
        }
        assertEquals(START.plusSeconds(8_000), clock.instant());
    }
}
