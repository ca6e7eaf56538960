// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.recipients;

import java.net.InetAddress;
import java.util.Optional;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.Submission;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.quota.Reservations;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.smtp.ReversePath;

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
     * What is asked by a RCPT command.
     *
     * @param peer who is connected
     * @param submission what {@link #submission} said of whoever is connected
     * @param declaredBytes the size that MAIL declared (RFC 1870), 0 when it declared none
     * @param smtpUtf8 whether MAIL said SMTPUTF8 (RFC 6531)
     * @param reservations of the transaction: what is taken keeps its room there (B13)
     */
    record Question(
            InetAddress peer,
            Optional<Submission> submission,
            ReversePath sender,
            MailAddress recipient,
            long declaredBytes,
            boolean smtpUtf8,
            Reservations reservations) {

        public Question {
            if (declaredBytes < 0) {
                throw new IllegalArgumentException("a size is 0 bytes or more, got " + declaredBytes);
            }
        }
    }

    /** What becomes of this recipient. */
    Answer answer(Question question);

    /** Where {@code RCPT TO:<postmaster>}, without a domain, goes (RFC 5321 section 4.5.1); empty: nowhere. */
    default Optional<MailAddress> postmaster() {
        return Optional.empty();
    }

    /**
     * How it is known that whoever is connected is a customer of ours who hands mail in (B17); empty where it is the
     * world that does. Asked once for each mail.
     *
     * @param login who proved to be who by AUTH; empty where nobody did
     */
    default Optional<Submission> submission(InetAddress peer, String login) {
        return Optional.empty();
    }

    /**
     * What the world may send us: the program's own addresses, account mailboxes (B10), and every local part of the
     * domains of customers whose subscription is active (B1, B2), as long as there is room (B13). All else would be
     * relaying.
     */
    static RecipientPolicy forCustomers(
            Customers customers, SystemAddresses addresses, Quotas quotas, KnownHosts hosts) {
        return new CustomerRecipientPolicy(customers, addresses, quotas, hosts);
    }

    /** The same where nothing is known of the hosts. */
    static RecipientPolicy forCustomers(Customers customers, SystemAddresses addresses, Quotas quotas) {
        return forCustomers(customers, addresses, quotas, KnownHosts.none());
    }
}
