// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.outgoing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When each message may be tried again: later with each failure. Forgotten by a restart, after which all is tried at
 * once. Used by one thread at a time.
 */
public final class Patience {

    private final Duration first;
    private final Duration max;
    private final Map<String, Wait> waits = new HashMap<>();

    private record Wait(Duration length, Instant until) {}

    /**
     * Nothing has failed yet.
     *
     * @param first the wait after a first failure; doubled with each further one
     * @param max the longest wait
     */
    public Patience(Duration first, Duration max) {
        this.first = first;
        this.max = max;
    }

    /** Whether it never failed, or its wait is over. */
    public boolean isDue(String id, Instant now) {
        Wait wait = waits.get(id);
        // A clock that was set back must not make the wait any longer.
        return wait == null || !wait.until().isAfter(now) || wait.until().isAfter(now.plus(max));
    }

    /** When it is due again; empty where it never failed. */
    public Optional<Instant> dueAt(String id) {
        return Optional.ofNullable(waits.get(id)).map(Wait::until);
    }

    /** Answers when it is due again. */
    public Instant failed(String id, Instant now) {
        Wait before = waits.get(id);
        Duration length = before == null ? first : before.length().multipliedBy(2);
        Duration bounded = length.compareTo(max) > 0 ? max : length;
        waits.put(id, new Wait(bounded, now.plus(bounded)));
        return now.plus(bounded);
    }

    /** The next failure is a first one. */
    public void succeeded(String id) {
        waits.remove(id);
    }

    /** Forgets all others. */
    public void keepOnly(Collection<String> ids) {
        waits.keySet().retainAll(ids);
    }
}
