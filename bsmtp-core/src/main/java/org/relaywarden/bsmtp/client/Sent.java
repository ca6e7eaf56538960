// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.util.List;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;

/** What came of handing one message over. */
public sealed interface Sent {

    /** A recipient who was refused, with the host's words. */
    record RefusedRecipient(MailAddress recipient, Reply reply) {}

    /**
     * The host answered 2yz to the final dot: the message is its own now, for these recipients and no others (RFC 5321
     * section 4.2.5).
     *
     * @param recipients at least one
     * @param refused those whom it refused at RCPT
     */
    record Taken(Reply reply, List<MailAddress> recipients, List<RefusedRecipient> refused) implements Sent {
        public Taken {
            recipients = List.copyOf(recipients);
            refused = List.copyOf(refused);
        }
    }

    /**
     * The host refused this message, for now (4yz) or for good (5yz), and is ready for the next one.
     *
     * @param reply the one that decided
     * @param refused each recipient that was refused at RCPT; empty when all were, by {@code reply}
     */
    record Refused(Step step, Reply reply, List<RefusedRecipient> refused) implements Sent {
        public Refused {
            refused = List.copyOf(refused);
        }
    }

    /** The conversation ended before the message was handed over: it is still ours, and only ours. */
    record Stopped(Trouble trouble) implements Sent {}

    /** The conversation ended after the final dot and before its reply: perhaps the host has it too (RFC 1047). */
    record Uncertain(Trouble trouble) implements Sent {}
}
