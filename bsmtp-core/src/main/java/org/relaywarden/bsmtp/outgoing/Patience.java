// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.outgoing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * When each message may be tried again: later with each failure. Forgotten by a restart, after which all is tried at
 * once. Used by one thread at a time.
 */
final class Patience {

    private final Duration first;
    private final Duration max;
    private final Map<String, Wait> waits = new HashMap<>();

    private record Wait(Duration length, Instant until) {}

    Patience(Duration first, Duration max) {
        this.first = first;
        this.max = max;
    }

    boolean isDue(String id, Instant now) {
        Wait wait = waits.get(id);
        // A clock that was set back must not make the wait any longer.
        return wait == null || !wait.until().isAfter(now) || wait.until().isAfter(now.plus(max));
    }

    /** Answers when it is due again. */
    Instant failed(String id, Instant now) {
        Wait before = waits.get(id);
        Duration length = before == null ? first : before.length().multipliedBy(2);
        Duration bounded = length.compareTo(max) > 0 ? max : length;
        waits.put(id, new Wait(bounded, now.plus(bounded)));
        return now.plus(bounded);
    }

    void succeeded(String id) {
        waits.remove(id);
    }

    void keepOnly(Collection<String> ids) {
        waits.keySet().retainAll(ids);
    }
}
