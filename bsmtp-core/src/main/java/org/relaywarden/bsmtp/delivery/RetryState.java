// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * Where an account stands (decision 8). Immutable.
 *
 * @param triedAt when its host was last dialled
 * @param result how that ended, in words; empty before the first try
 * @param failing whether the last try ended by the host's fault, or has not ended: then new mail waits too
 * @param smtpUtf8 whether the host offered SMTPUTF8 when it last greeted us (decision 10)
 * @param dueAt when the clock tries again; empty when nothing waited after the last try
 */
record RetryState(
        Optional<Instant> triedAt, String result, boolean failing, boolean smtpUtf8, Optional<Instant> dueAt) {

    static final RetryState NEW = new RetryState(Optional.empty(), "", false, false, Optional.empty());

    /** Whether nobody but an operator may dial at this time. */
    boolean mustWait(Instant now) {
        return failing && dueAt.isPresent() && now.isBefore(dueAt.get());
    }
}
