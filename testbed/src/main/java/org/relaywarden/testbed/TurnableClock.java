// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is turned: six hours pass in a line of a test. Safe to read and turn from any
 * thread.
 */
public final class TurnableClock implements InstantSource {
    private final AtomicReference<Instant> now;

    /** A clock that shows {@code start} until it is turned. */
    public TurnableClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves the clock on by {@code step}; a negative step turns it back, as a host whose clock is corrected does. */
    public void advance(Duration step) {
        now.updateAndGet(instant -> instant.plus(step));
    }

    /** Sets the clock to {@code instant}, before or after what it shows. */
    public void setTo(Instant instant) {
        now.set(instant);
    }
}
