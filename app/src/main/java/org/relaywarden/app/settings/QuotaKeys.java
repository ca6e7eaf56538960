// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.util.List;
import org.relaywarden.app.yaml.Amounts;
import org.relaywarden.app.yaml.Catalogue;
import org.relaywarden.app.yaml.Key;

/** The part of the catalogue about how much a mailbox may hold. */
final class QuotaKeys {

    private static final Catalogue KEYS = new Catalogue();

    static final Key<Long> QUOTA_WITH_FILTER = KEYS.fixed(
            "quota.with-spam-filter", Amounts.size("1MB", "1000GiB"), "1GB",
            "What the mailbox of a customer with a spam filter may hold, waiting mail included. Full, it refuses new"
                    + " mail, and senders get theirs back with the reason; nothing that lies there is touched.");
    static final Key<Long> QUOTA_WITHOUT_FILTER = KEYS.fixed(
            "quota.without-spam-filter", Amounts.size("1MB", "1000GiB"), "20MB",
            "The same without the filter. Who switches the filter off with more in the mailbox loses none of it.");
    static final Key<Long> QUOTA_POSTMASTER_RESERVE = KEYS.fixed(
            "quota.postmaster-reserve", Amounts.size("0B", "1GiB"), "1MB",
            "How far mail for postmaster and abuse at a customer's domain may go beyond it, for that must be taken.");

    private QuotaKeys() {}

    /** In the order of the sample. */
    static List<Key<?>> all() {
        return KEYS.inOrder();
    }
}
