// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** Lines for what a flood brings: one for each key in a minute, and for so many keys. Thread-safe. */
final class Ration {

    static final int KEYS_A_MINUTE = 20;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Set<String> told = new HashSet<>();
    private Instant since = Instant.MIN;
    private long untold;

    Ration(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether this is to be told; then it holds how many were not told since the line before. */
    synchronized OptionalLong take(String key) {
        Instant now = clock.instant();
        // A clock that was set back begins a minute of its own.
        if (now.isBefore(since) || !now.isBefore(since.plus(MINUTE))) {
            since = now;
            told.clear();
        }
        if (told.size() >= KEYS_A_MINUTE || !told.add(key)) {
            untold++;
            return OptionalLong.empty();
        }
        OptionalLong missed = OptionalLong.of(untold);
        untold = 0;
        return missed;
    }
}
