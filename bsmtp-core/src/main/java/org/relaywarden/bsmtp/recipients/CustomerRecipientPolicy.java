// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.recipients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** Takes what is for us or for a customer, and refuses the rest of the world. */
final class CustomerRecipientPolicy implements RecipientPolicy {

    /** Signs by which a local part asks the next server to pass the mail on: percent hack, bang path, second at. */
    private static final String ROUTING_SIGNS = "%!@";

    /** Exchange's encapsulated address (CVE-1999-0682): another way to ask for the same. */
    private static final String ENCAPSULATED = "imceasmtp-";

    /** RFC 5321 section 4.5.1, RFC 2142: who tells of trouble must be heard when a mailbox is full, too. */
    private static final Set<String> MUST_BE_HEARD = Set.of("postmaster", "abuse");

    private final Customers customers;
    private final SystemAddresses addresses;
    private final Quotas quotas;
    private final KnownHosts hosts;

    CustomerRecipientPolicy(Customers customers, SystemAddresses addresses, Quotas quotas, KnownHosts hosts) {
        this.customers = customers;
        this.addresses = addresses;
        this.quotas = quotas;
        this.hosts = hosts;
    }

    @Override
    public Answer answer(Question question) {
        MailAddress recipient = question.recipient();
        Optional<SystemMailbox> system = addresses.mailboxOf(recipient);
        if (system.isPresent()) {
            return new Answer.Take(system.get(), MailClass.SYSTEM);
        }
        if (recipient.domain().equals(addresses.mailDomain())) {
            return accountMailbox(question);
        }
        return customers.byDomain(recipient.domain())
                .map(customer -> customerDomain(customer, question))
                .orElseGet(() -> new Answer.Refuse(customers.newNameOf(recipient.domain())
                        .map(Refusals::movedTo)
                        .orElse(Refusals.RELAYING_DENIED)));
    }

    @Override
    public Optional<MailAddress> postmaster() {
        return Optional.of(new MailAddress("postmaster", addresses.mailDomain()));
    }

    /** B10: a login or an alias; kept here, never pushed. Warnings must reach a suspended customer too. */
    private Answer accountMailbox(Question question) {
        String localPart = question.recipient().localPart();
        if (asksForRelay(localPart)) {
            return new Answer.Refuse(Refusals.RELAYING_DENIED);
        }
        Optional<Customer> customer = customers.byMailbox(localPart);
        if (customer.isEmpty()) {
            return new Answer.Refuse(Refusals.NO_SUCH_MAILBOX);
        }
        return customer.get().state() == SubscriptionState.ENDED
                ? new Answer.Refuse(Refusals.MAILBOX_CLOSED)
                : takeIfItFits(customer.get(), MailClass.ACCOUNT, question);
    }

    /**
     * B1: any local part, postmaster too. But not one that asks the customer's host to pass the mail on: that host
     * trusts our addresses (B14), and would relay for whoever comes through us.
     */
    private Answer customerDomain(Customer customer, Question question) {
        if (asksForRelay(question.recipient().localPart())) {
            return new Answer.Refuse(Refusals.RELAYING_DENIED);
        }
        // B2 for postmaster too: RFC 5321 section 4.5.1 binds who serves a domain, and we don't serve this one now.
        // Whoever wants to know why writes to the postmaster of our own domain, who is always heard.
        if (!customer.isActive()) {
            return new Answer.Refuse(Refusals.NOT_SUBSCRIBED);
        }
        // Decision 10: what the host can't take would wait here for ever. An account mailbox takes everything.
        if (question.smtpUtf8() && !hosts.takesSmtpUtf8(customer.login())) {
            return new Answer.Refuse(Refusals.NO_UTF8_THERE);
        }
        // Decision 10: the sending server tells its user, who is not forged. Without this each mail for it would bounce.
        return !mustBeHeard(question)
                        && hosts.refusalOf(customer.login(), question.recipient()).isPresent()
                ? new Answer.Refuse(Refusals.NO_SUCH_USER_THERE)
                : takeIfItFits(customer, MailClass.PUSH, question);
    }

    /** B13: refused in the session, so that the sending server writes the bounce; a bounce is refused like any mail. */
    private Answer takeIfItFits(Customer customer, MailClass mailClass, Question question) {
        boolean isPostmaster = mailClass == MailClass.PUSH && mustBeHeard(question);
        try {
            return switch (quotas.ask(
                    customer, mailClass, question.declaredBytes(), isPostmaster, question.reservations())) {
                case GRANTED -> new Answer.Take(new Mailbox.Account(customer.login()), mailClass);
                case FULL -> new Answer.Refuse(Refusals.MAILBOX_FULL);
                case PROMISED -> new Answer.Refuse(Refusals.MAILBOX_PROMISED);
            };
        } catch (IOException unreadable) {
            throw new UncheckedIOException(customer.login() + ": what lies there can't be added up", unreadable);
        }
    }

    private static boolean mustBeHeard(Question question) {
        return MUST_BE_HEARD.contains(question.recipient().localPart().toLowerCase(Locale.ROOT));
    }

    /** The wide forms of the signs too: a host that folds them would read what we did not. */
    private static boolean asksForRelay(String localPart) {
        String folded = Normalizer.normalize(localPart, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return folded.chars().anyMatch(c -> ROUTING_SIGNS.indexOf(c) >= 0) || folded.startsWith(ENCAPSULATED);
    }
}
