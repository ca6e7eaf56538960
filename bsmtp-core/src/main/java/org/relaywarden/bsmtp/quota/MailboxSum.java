// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What lay in a mailbox when its folders were read. Immutable.
 *
 * @param folders when each folder had last changed, by its name below the Maildir; read before the names in it were
 * @param begunAt when the reading began
 * @param took how long it took
 */
record MailboxSum(
        long bytes,
        long messages,
        long waitingBytes,
        long waitingMessages,
        Map<String, Instant> folders,
        Instant begunAt,
        Duration took) {}
