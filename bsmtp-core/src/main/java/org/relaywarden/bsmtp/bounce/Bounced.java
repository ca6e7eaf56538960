// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** What came of a {@link BounceRequest}. */
public sealed interface Bounced {

    /**
     * The bounce is on the disk for good: the message may go for these recipients, and for no others.
     *
     * @param id of the bounce, in the mailbox for outgoing mail
     * @param settled those it tells of, and those of whom nothing was to be told
     */
    record Queued(String id, List<MailAddress> settled) implements Bounced {
        public Queued {
            settled = List.copyOf(settled);
        }
    }

    /**
     * Nobody is to be told: the message may go for these recipients, and for no others.
     *
     * @param settled at least one
     */
    record NotOwed(NotOwed.Why why, List<MailAddress> settled) implements Bounced {

        /** Why nobody is told. */
        public enum Why {
            /** RFC 5321 section 4.5.5: it is a bounce or an automatic answer itself. */
            NULL_SENDER,
            /** RFC 3461 section 4.1: NOTIFY is NEVER, or has no FAILURE. */
            NOT_ASKED,
            /** The sender is likely forged. */
            SPF_FAILED
        }

        public NotOwed {
            settled = List.copyOf(settled);
        }
    }

    /**
     * Not now: the message stays as it is, for all its recipients.
     *
     * @param until when asking again can succeed by itself; empty where an operator must act
     */
    record Held(Held.Why why, Optional<Instant> until) implements Bounced {

        /** Why it stays. */
        public enum Why {
            /** No status that bounces by itself: the host may be at fault (decision 10). */
            STATUS,
            /** The account has had its bounces for now. */
            ACCOUNT_RATE,
            /** The sender has had his. */
            SENDER_RATE
        }
    }
}
