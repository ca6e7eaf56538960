// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import java.time.InstantSource;
import java.util.function.Predicate;
import org.relaywarden.bsmtp.bounce.Bounces;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.refused.RefusedRecipients;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.store.Store;

/**
 * What delivery works with; all of it outlives it.
 *
 * @param spfFailed whether SPF says that the sender of an envelope is forged; asked before a bounce only
 */
public record DeliveryParts(
        Spool spool,
        Customers customers,
        Store store,
        Bounces bounces,
        RefusedRecipients refused,
        Predicate<Envelope> spfFailed,
        Journal journal,
        InstantSource clock) {}
