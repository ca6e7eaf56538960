// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fullness;

import java.time.InstantSource;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.store.Store;

/** What the warnings work with; all of it outlives them. */
public record FullnessParts(
        Quotas quotas, Customers customers, Spool spool, Store store, Journal journal, InstantSource clock) {}
