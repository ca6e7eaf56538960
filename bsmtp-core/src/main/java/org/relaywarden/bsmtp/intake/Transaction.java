// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Destination;

/** A mail from MAIL to the end of its data. Used by one thread. */
final class Transaction {

    private final ReversePath sender;
    private final boolean eightBit;
    private final Map<RecipientPolicy.Answer.Take, Set<MailAddress>> recipients = new LinkedHashMap<>();
    private int accepted;

    Transaction(ReversePath sender, boolean eightBit) {
        this.sender = sender;
        this.eightBit = eightBit;
    }

    ReversePath sender() {
        return sender;
    }

    boolean isEightBit() {
        return eightBit;
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
