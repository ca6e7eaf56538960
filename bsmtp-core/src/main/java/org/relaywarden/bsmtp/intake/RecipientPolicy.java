// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.net.InetAddress;
import java.util.Optional;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.MailClass;
import org.relaywarden.bsmtp.spool.Mailbox;

/** Decides, recipient by recipient, what a listener takes. Thread-safe. */
@FunctionalInterface
public interface RecipientPolicy {

    /** What becomes of a recipient. */
    sealed interface Answer {

        /** It is ours: the message goes into this mailbox. */
        record Take(Mailbox mailbox, MailClass mailClass) implements Answer {}

        /** It is not taken, and this is said. */
        record Refuse(Reply reply) implements Answer {}
    }

    /**
     * What becomes of this recipient.
     *
     * @param peer who is connected
     */
    Answer answer(InetAddress peer, ReversePath sender, MailAddress recipient);

    /** Where {@code RCPT TO:<postmaster>}, without a domain, goes (RFC 5321 section 4.5.1); empty: nowhere. */
    default Optional<MailAddress> postmaster() {
        return Optional.empty();
    }

    /**
     * What the world may send us: the program's own addresses, account mailboxes (B10), and every local part of the
     * domains of customers whose subscription is active (B1, B2). All else would be relaying.
     */
    static RecipientPolicy forCustomers(Customers customers, SystemAddresses addresses) {
        return new CustomerRecipientPolicy(customers, addresses);
    }
}
