// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another process brings about. */
public final class Awaited {

    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(100).toNanos();

    private Awaited() {}

    /** Fails when it does not hold in time. */
    public static void within(Duration limit, BooleanSupplier condition) {
        Instant latest = Instant.now().plus(limit);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(latest), "not within " + limit);
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
