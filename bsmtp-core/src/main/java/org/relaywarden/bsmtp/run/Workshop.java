// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import java.time.Instant;
import org.relaywarden.bsmtp.client.SmtpClient;
import org.relaywarden.bsmtp.retry.RetryBook;
import org.relaywarden.bsmtp.spool.PushQueue;

/** What every run works with. */
public record Workshop(
        DeliveryParts parts, DeliverySettings settings, SmtpClient client, RetryBook book, DeliveryJournal journal) {

    /** What waits. */
    public PushQueue queue() {
        return parts.spool().pushQueue();
    }

    /** By the clock of the program. */
    public Instant now() {
        return parts.clock().instant();
    }
}
