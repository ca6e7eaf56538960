// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.rate;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often each of many may do something in a time: an allowance that may be used up at once and comes back evenly
 * (the generic cell rate algorithm, ITU-T I.371). Forgotten by a restart. Thread-safe.
 *
 * @param <K> by which they are told apart
 */
public final class Allowance<K> {

    /** Beyond it, those are forgotten that were not seen for longest: they start anew. */
    public static final int REMEMBERED_MAX = 20_000;

    private final Duration window;
    private final Duration price;

    /** For each, when its allowance is whole again. */
    private final Map<K, Instant> paidUntil = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Instant> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /**
     * Everybody's is whole.
     *
     * @param window how long it takes for a used allowance to come back, more than zero
     * @param max how often in that time, at least 1
     */
    public Allowance(Duration window, int max) {
        if (!window.isPositive() || max < 1) {
            throw new IllegalArgumentException("once or more in some time, got " + max + " in " + window);
        }
        this.window = window;
        this.price = window.dividedBy(max);
    }

    /** When one more is free; empty when it is now. */
    public synchronized Optional<Instant> freeAt(K key, Instant now) {
        Instant free = paid(key, now).plus(price).minus(window);
        return free.isAfter(now) ? Optional.of(free) : Optional.empty();
    }

    /** Takes one off, whether it is free or not. */
    public synchronized void charge(K key, Instant now) {
        paidUntil.put(key, paid(key, now).plus(price));
    }

    /** Takes one off if it is free; else answers when it is. */
    public synchronized Optional<Instant> take(K key, Instant now) {
        Optional<Instant> later = freeAt(key, now);
        if (later.isEmpty()) {
            charge(key, now);
        }
        return later;
    }

    /** How many are remembered. */
    public synchronized int remembered() {
        return paidUntil.size();
    }

    /** A clock that was set back must not hold anyone for longer than the window. */
    private Instant paid(K key, Instant now) {
        Instant paid = paidUntil.getOrDefault(key, now);
        Instant latest = now.plus(window);
        if (paid.isAfter(latest)) {
            paidUntil.put(key, latest);
            return latest;
        }
        return paid.isBefore(now) ? now : paid;
    }
}
