// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.retry;

import java.time.Instant;
import java.util.Optional;

/**
 * Where an account stands (decision 8). Immutable.
 *
 * @param triedAt when its host was last dialled
 * @param result how that ended, in words; empty before the first try
 * @param end what kind of end that was
 * @param host what was learnt of the host
 * @param dueAt when the clock tries again; empty when nothing waited after the last try
 * @param hold an operator keeps the mail back
 */
public record RetryState(
        Optional<Instant> triedAt,
        String result,
        TryEnd end,
        LearntHost host,
        Optional<Instant> dueAt,
        Optional<Hold> hold) {

    static final RetryState NEW = new RetryState(
            Optional.empty(), "", TryEnd.NONE, LearntHost.UNKNOWN, Optional.empty(), Optional.empty());

    /** Whether nobody but an operator or a trigger may dial at this time. */
    public boolean mustWait(Instant now) {
        return end.isFailing() && dueAt.isPresent() && now.isBefore(dueAt.get());
    }
}
