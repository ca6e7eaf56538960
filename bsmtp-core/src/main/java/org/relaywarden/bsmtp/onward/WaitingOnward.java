// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * A message, for those of its recipients who go the same way and have not got it. Immutable.
 *
 * @param way the domain, or the address of the relay, or {@code here} for our own mailboxes; empty while the books, which
 *     tell, can't be asked
 * @param recipients at least one
 * @param underWay whether it is being handed over
 * @param nextTry when it is tried again; empty where that is as soon as there is a connection free, or none is known
 * @param lastWords what was last said about it, or about all that goes this way; a stranger's text; empty where nothing was
 */
public record WaitingOnward(
        StoredMail mail,
        String way,
        List<MailAddress> recipients,
        boolean underWay,
        Optional<Instant> nextTry,
        String lastWords) {

    static final Comparator<WaitingOnward> OLDEST_FIRST =
            Comparator.comparing(waiting -> waiting.mail().envelope().receivedAt());

    public WaitingOnward {
        recipients = List.copyOf(recipients);
    }

    static WaitingOnward inLine(Share share) {
        return new WaitingOnward(
                share.mail(), share.way().toString(), share.recipients(), false, Optional.empty(), "");
    }

    WaitingOnward beingHandedOver() {
        return new WaitingOnward(mail, way, recipients, true, Optional.empty(), "");
    }

    WaitingOnward until(Optional<Instant> due, String words) {
        return new WaitingOnward(mail, way, recipients, underWay, due, words);
    }

    static WaitingOnward unsorted(StoredMail mail, List<MailAddress> recipients) {
        return new WaitingOnward(
                mail, "", recipients, false, Optional.empty(), "the books can't be asked which way it goes");
    }
}
