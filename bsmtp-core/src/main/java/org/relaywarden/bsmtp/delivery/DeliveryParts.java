// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.time.InstantSource;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.store.Store;

/** What delivery works with; all of it outlives it. */
public record DeliveryParts(Spool spool, Customers customers, Store store, Journal journal, InstantSource clock) {}
