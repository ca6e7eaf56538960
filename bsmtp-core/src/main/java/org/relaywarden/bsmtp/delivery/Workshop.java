// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.time.Instant;
import org.relaywarden.bsmtp.client.SmtpClient;
import org.relaywarden.bsmtp.retry.RetryBook;
import org.relaywarden.bsmtp.spool.PushQueue;

/** What every run works with. */
record Workshop(
        DeliveryParts parts, DeliverySettings settings, SmtpClient client, RetryBook book, DeliveryJournal journal) {

    PushQueue queue() {
        return parts.spool().pushQueue();
    }

    Instant now() {
        return parts.clock().instant();
    }
}
