// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.retry;

import java.time.Instant;
import java.util.Optional;

/**
 * What was learnt of an account's host when it last greeted us (decision 10). Immutable.
 *
 * @param smtpUtf8 whether it offered SMTPUTF8
 * @param banner its greeting, without what changes each time; empty when it never greeted
 * @param atFaultSince since when it refuses everybody, or us: everything is held then, and someone must look
 */
public record LearntHost(boolean smtpUtf8, String banner, Optional<Instant> atFaultSince) {

    static final LearntHost UNKNOWN = new LearntHost(false, "", Optional.empty());
}
