// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.recipients;

import java.util.Locale;
import java.util.Optional;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** Takes what is for us or for a customer, and refuses the rest of the world. */
final class CustomerRecipientPolicy implements RecipientPolicy {

    /** Signs by which a local part asks the next server to pass the mail on: percent hack, bang path, second at. */
    private static final String ROUTING_SIGNS = "%!@";

    /** Exchange's encapsulated address (CVE-1999-0682): another way to ask for the same. */
    private static final String ENCAPSULATED = "imceasmtp-";

    private final Customers customers;
    private final SystemAddresses addresses;

    CustomerRecipientPolicy(Customers customers, SystemAddresses addresses) {
        this.customers = customers;
        this.addresses = addresses;
    }

    @Override
    public Answer answer(Question question) {
        MailAddress recipient = question.recipient();
        Optional<SystemMailbox> system = addresses.mailboxOf(recipient);
        if (system.isPresent()) {
            return new Answer.Take(system.get(), MailClass.SYSTEM);
        }
        if (recipient.domain().equals(addresses.mailDomain())) {
            return accountMailbox(recipient.localPart());
        }
        return customers.byDomain(recipient.domain())
                .map(customer -> customerDomain(customer, recipient.localPart()))
                .orElseGet(() -> new Answer.Refuse(Refusals.RELAYING_DENIED));
    }

    @Override
    public Optional<MailAddress> postmaster() {
        return Optional.of(new MailAddress("postmaster", addresses.mailDomain()));
    }

    /** B10: a login or an alias; kept here, never pushed. Warnings must reach a suspended customer too. */
    private Answer accountMailbox(String localPart) {
        if (asksForRelay(localPart)) {
            return new Answer.Refuse(Refusals.RELAYING_DENIED);
        }
        Optional<Customer> customer = customers.byMailbox(localPart);
        if (customer.isEmpty()) {
            return new Answer.Refuse(Refusals.NO_SUCH_MAILBOX);
        }
        return customer.get().state() == SubscriptionState.ENDED
                ? new Answer.Refuse(Refusals.MAILBOX_CLOSED)
                : new Answer.Take(new Mailbox.Account(customer.get().login()), MailClass.ACCOUNT);
    }

    /**
     * B1: any local part, postmaster too. But not one that asks the customer's host to pass the mail on: that host
     * trusts our addresses (B14), and would relay for whoever comes through us.
     */
    private static Answer customerDomain(Customer customer, String localPart) {
        if (asksForRelay(localPart)) {
            return new Answer.Refuse(Refusals.RELAYING_DENIED);
        }
        return customer.isActive()
                ? new Answer.Take(new Mailbox.Account(customer.login()), MailClass.PUSH)
                : new Answer.Refuse(Refusals.NOT_SUBSCRIBED);
    }

    private static boolean asksForRelay(String localPart) {
        return localPart.chars().anyMatch(c -> ROUTING_SIGNS.indexOf(c) >= 0)
                || localPart.toLowerCase(Locale.ROOT).startsWith(ENCAPSULATED);
    }
}
