// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.net.InetAddress;
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
}
