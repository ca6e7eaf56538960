// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.net.InetAddress;
import java.util.Set;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;

/**
 * B8: an account of ours triggers the delivery by a mail to the customer's domain. That it is one of ours, our own
 * smarthost vouches for, which takes mail on our network or after AUTH only; a From line is anybody's (decision 11).
 */
final class MailTrigger {

    private final Customers customers;
    private final Set<InetAddress> smarthosts;

    /** @param smarthosts the addresses that smarthosts and webmail of ours, outside of this program, send from */
    MailTrigger(Customers customers, Set<InetAddress> smarthosts) {
        this.customers = customers;
        this.smarthosts = Set.copyOf(smarthosts);
    }

    boolean isIn(StoredMail mail) {
        return isFromOurs(mail.envelope())
                && mail.mailbox() instanceof Mailbox.Account(String login)
                && customers.byLogin(login).filter(Customer::hasMailTrigger).isPresent();
    }

    private boolean isFromOurs(Envelope envelope) {
        return envelope.submission().isPresent() || envelope.peer().filter(smarthosts::contains).isPresent();
    }
}
