// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.doubles;

import java.time.InstantSource;
import org.relaywarden.bsmtp.bounce.BounceParts;
import org.relaywarden.bsmtp.bounce.BounceSettings;
import org.relaywarden.bsmtp.bounce.Bounces;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.refused.RefusedRecipients;
import org.relaywarden.bsmtp.run.DeliveryParts;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.store.Store;

/** Delivery with all that belongs to it, real, and no sender forged. */
public final class PlainParts {

    private PlainParts() {}

    public static DeliveryParts delivery(
            Spool spool, Customers customers, Store store, Journal journal, InstantSource clock) {
        Bounces bounces = Bounces.open(
                new BounceParts(spool, journal, clock),
                BounceSettings.defaults("mail.isp.example", "Example", new MailAddress("postmaster", "isp.example")));
        return new DeliveryParts(spool, customers, store, bounces, new RefusedRecipients(store, clock),
                envelope -> false, journal, clock);
    }
}
