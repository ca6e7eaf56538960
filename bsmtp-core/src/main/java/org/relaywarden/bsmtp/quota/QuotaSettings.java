// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.quota;

import org.relaywarden.bsmtp.customers.Customer;

/**
 * How much a mailbox may hold (B13). Immutable.
 *
 * @param withSpamFilterBytes for a customer whose spam filter is on
 * @param withoutSpamFilterBytes for one whose filter is off
 * @param postmasterReserveBytes how far mail for postmaster and abuse at the customer's domain may go beyond it: who
 *     tells of a full mailbox must be heard
 */
public record QuotaSettings(long withSpamFilterBytes, long withoutSpamFilterBytes, long postmasterReserveBytes) {

    public QuotaSettings {
        if (withSpamFilterBytes < 1 || withoutSpamFilterBytes < 1 || postmasterReserveBytes < 0) {
            throw new IllegalArgumentException("a quota is 1 byte or more, its reserve 0 or more");
        }
    }

    /** B13: 1 GB with the filter, 20 MB without; and a reserve of 1 MB. */
    public static QuotaSettings defaults() {
        return new QuotaSettings(1_000_000_000, 20_000_000, 1_000_000);
    }

    /** What a customer's mailbox may hold, as the books are now: a filter switched off counts from then on. */
    public long bytesOf(Customer customer) {
        return customer.spamFilter() ? withSpamFilterBytes : withoutSpamFilterBytes;
    }
}
