// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;

/** A mail from MAIL to the end of its data. Used by one thread. */
final class Transaction {

    private final ReversePath sender;
    private final boolean eightBit;
    private final long declaredBytes;
    private final Map<RecipientPolicy.Answer.Take, Set<MailAddress>> recipients = new LinkedHashMap<>();
    private int accepted;

    /** @param declaredBytes by SIZE (RFC 1870), 0 when there was none */
    Transaction(ReversePath sender, boolean eightBit, long declaredBytes) {
        this.sender = sender;
        this.eightBit = eightBit;
        this.declaredBytes = declaredBytes;
    }

    ReversePath sender() {
        return sender;
    }

    boolean isEightBit() {
        return eightBit;
    }

    long declaredBytes() {
        return declaredBytes;
    }

    /** How many RCPT commands were taken, one and the same recipient counted each time. */
    int accepted() {
        return accepted;
    }

    void add(MailAddress recipient, RecipientPolicy.Answer.Take where) {
        recipients.computeIfAbsent(where, place -> new LinkedHashSet<>()).add(recipient);
        accepted++;
    }

    /** One copy for each mailbox and class, with all the recipients it serves. */
    List<Destination> destinations() {
        List<Destination> destinations = new ArrayList<>();
        recipients.forEach((where, addresses) ->
                destinations.add(new Destination(where.mailbox(), where.mailClass(), List.copyOf(addresses))));
        return destinations;
    }
}
