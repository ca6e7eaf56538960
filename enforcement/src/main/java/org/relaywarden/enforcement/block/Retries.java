// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * When a block that failed is tried again: after half a minute, then each time twice as long, up to half an hour. Kept
 * in memory: a program that starts tries at once. Used under the lock of {@link StoredBlocks}.
 */
final class Retries {

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LAST = Duration.ofMinutes(30);

    private record Wish(long blockId, boolean desiredOn) {}

    private record Turn(Duration spacing, Instant notBefore) {}

    private final InstantSource clock;
    private final Map<Wish, Turn> turns = new HashMap<>();

    Retries(InstantSource clock) {
        this.clock = clock;
    }

    /** A block that wants something else by now is due at once. */
    boolean isDue(BlockRecord block) {
        Turn turn = turns.get(wishOf(block));
        return turn == null || !clock.instant().isBefore(turn.notBefore());
    }

    void failed(BlockRecord block) {
        turns.compute(wishOf(block), (_, before) -> {
            Duration twice = before == null ? FIRST : before.spacing().multipliedBy(2);
            Duration spacing = twice.compareTo(LAST) > 0 ? LAST : twice;
            return new Turn(spacing, clock.instant().plus(spacing));
        });
        turns.remove(new Wish(block.id(), !block.desiredOn()));
    }

    void done(BlockRecord block) {
        turns.remove(new Wish(block.id(), true));
        turns.remove(new Wish(block.id(), false));
    }

    private static Wish wishOf(BlockRecord block) {
        return new Wish(block.id(), block.desiredOn());
    }
}
