// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smarthost;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Submission;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.rate.Allowance;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;

/**
 * B17: whoever is on our network, or has logged in, sends anywhere; nobody else sends anything, or we were an open
 * relay. Mail for our own domains goes the way that mail from the world goes. Thread-safe.
 */
public final class SmarthostPolicy implements RecipientPolicy {

    private final SmarthostParts parts;
    private final SmarthostSettings settings;
    private final Allowance<String> recipients;

    public SmarthostPolicy(SmarthostParts parts, SmarthostSettings settings) {
        this.parts = parts;
        this.settings = settings;
        this.recipients = new Allowance<>(Duration.ofHours(1), settings.recipientsPerHourMax());
    }

    @Override
    public Answer answer(Question question) {
        Optional<Submission> sender = question.submission();
        if (sender.isEmpty()) {
            return isForWhoeverComplains(question.recipient())
                    ? parts.here().answer(question)
                    : refused(Refusals.LOG_IN_FIRST, SmarthostCounter.STRANGERS);
        }
        String login = sender.get().login();
        Optional<Reply> refusal = parts.refusals().refusal(login, question.peer());
        if (refusal.isPresent()) {
            return refused(refusal.get(), SmarthostCounter.NOT_ACTIVE);
        }
        Answer answer = route(question);
        // What is refused anyway is not counted against anybody.
        if (answer instanceof Answer.Take && recipients.take(keyOf(login, question.peer()), parts.clock().instant())
                .isPresent()) {
            return refused(Refusals.TOO_MUCH, SmarthostCounter.TOO_MUCH);
        }
        return answer;
    }

    private Answer route(Question question) {
        String domain = question.recipient().domain();
        // Decision 12: a probe that was relayed by us is handed in by us, not by the host that sent it here (E4).
        if (parts.ours().serve(domain) && !parts.ours().collect(domain)) {
            return parts.here().answer(question);
        }
        return domain.startsWith("[")
                ? new Answer.Refuse(Refusals.NO_LITERALS)
                : new Answer.Take(SystemMailbox.SMARTHOST, MailClass.SYSTEM);
    }

    /** RFC 5321 section 4.5.1, RFC 2142: who is refused here must be able to ask why. */
    private boolean isForWhoeverComplains(MailAddress recipient) {
        String local = recipient.localPart().toLowerCase(Locale.ROOT);
        return recipient.domain().equals(settings.mailDomain())
                && (local.equals("postmaster") || local.equals("abuse"));
    }

    @Override
    public Optional<MailAddress> postmaster() {
        return parts.here().postmaster();
    }

    /** A login counts for more than an address: it says who it is, wherever he travels. */
    @Override
    public Optional<Submission> submission(InetAddress peer, String login) {
        if (!login.isEmpty()) {
            return Optional.of(new Submission(Submission.Ground.AUTH, nameInBooks(login)));
        }
        Optional<Customer> holder = parts.customers().byAddress(peer);
        return isOnOurNetwork(peer, holder)
                ? Optional.of(new Submission(Submission.Ground.NETWORK, holder.map(Customer::login).orElse("")))
                : Optional.empty();
    }

    /** A fixed address on another provider's line is not on our network, whatever the books say of the smarthost. */
    private boolean isOnOurNetwork(InetAddress peer, Optional<Customer> holder) {
        return settings.networks().test(peer)
                || holder.filter(customer -> customer.usesSmarthost() && customer.line() != Line.ELSEWHERE)
                        .isPresent();
    }

    /** Who logs in by an alias is the same customer; an account that is in no books keeps the name that Dovecot has. */
    private String nameInBooks(String login) {
        String name = withoutDomain(login);
        return parts.customers().byMailbox(name).map(Customer::login).orElse(name);
    }

    private String withoutDomain(String login) {
        String lower = login.toLowerCase(Locale.ROOT);
        String suffix = "@" + settings.mailDomain();
        return lower.endsWith(suffix) && lower.length() > suffix.length()
                ? lower.substring(0, lower.length() - suffix.length())
                : lower;
    }

    private static String keyOf(String login, InetAddress peer) {
        return login.isEmpty() ? peer.getHostAddress() : login;
    }

    private Answer refused(Reply reply, SmarthostCounter counter) {
        parts.journal().count(counter);
        return new Answer.Refuse(reply);
    }
}
