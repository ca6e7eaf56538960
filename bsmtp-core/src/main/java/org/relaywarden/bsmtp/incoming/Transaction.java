// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.incoming;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Submission;
import org.relaywarden.bsmtp.quota.Reservations;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.smtp.DsnRequest;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.MailParameters;
import org.relaywarden.bsmtp.smtp.RecipientDsn;
import org.relaywarden.bsmtp.smtp.ReversePath;

/** A mail from MAIL to the end of its data. Used by one thread. */
public final class Transaction {

    private final ReversePath sender;
    private final MailParameters parameters;
    private final Optional<Submission> submission;
    private final Map<RecipientPolicy.Answer.Take, Set<MailAddress>> recipients = new LinkedHashMap<>();
    private final Map<MailAddress, RecipientDsn> dsn = new LinkedHashMap<>();
    private final Reservations reservations = new Reservations();
    private int accepted;

    /**
     * Begins one; no recipient was named yet.
     *
     * @param submission that a customer of ours hands it in; empty where the world does
     */
    public Transaction(ReversePath sender, MailParameters parameters, Optional<Submission> submission) {
        this.sender = sender;
        this.parameters = parameters;
        this.submission = submission;
    }

    /** Where bounces go. */
    public ReversePath sender() {
        return sender;
    }

    /** What MAIL said beside the sender. */
    public MailParameters parameters() {
        return parameters;
    }

    /** That a customer of ours hands it in (B17). */
    public Optional<Submission> submission() {
        return submission;
    }

    /** The room that its mailboxes keep for it (B13). */
    public Reservations reservations() {
        return reservations;
    }

    /** How many RCPT commands were taken, one and the same recipient counted each time. */
    public int accepted() {
        return accepted;
    }

    /** Of a recipient who is named twice, the first wish counts. */
    public void add(MailAddress recipient, RecipientPolicy.Answer.Take where, RecipientDsn asked) {
        recipients.computeIfAbsent(where, place -> new LinkedHashSet<>()).add(recipient);
        dsn.putIfAbsent(recipient, asked);
        accepted++;
    }

    /** What the sender wants to hear (RFC 3461). */
    public DsnRequest dsn() {
        return new DsnRequest(parameters.returned(), parameters.envelopeId(), dsn);
    }

    /** One copy for each mailbox and class, with all the recipients it serves. */
    public List<Destination> destinations() {
        List<Destination> destinations = new ArrayList<>();
        recipients.forEach((where, addresses) ->
                destinations.add(new Destination(where.mailbox(), where.mailClass(), List.copyOf(addresses))));
        return destinations;
    }
}
