// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.spool.OpenedMail;
import org.relaywarden.bsmtp.spool.SpoolException;

/** Writes bounces into the mailbox for outgoing mail. Thread-safe. */
public interface Bounces {

    /** Bounces as the settings say. */
    static Bounces open(BounceParts parts, BounceSettings settings) {
        return new SpooledBounces(parts, settings);
    }

    /**
     * Tells the sender, where that is owed. When this returns {@link Bounced.Queued} the bounce is on the disk for
     * good, and only then may the message go for those it names. Who dies in between asks again: while the bounce has
     * not gone out it is found, and not written twice; if it has, the sender gets it a second time, with the same
     * Message-ID.
     *
     * @param mail read from its first byte on, at most 50 KiB of it, and not closed
     * @param request about recipients of this mail
     * @throws IOException when the message can't be read, or is damaged: nothing was promised
     * @throws SpoolException when the disk did not take the bounce: nothing was promised
     */
    Bounced bounce(OpenedMail mail, BounceRequest request) throws IOException, SpoolException;

    /**
     * Tells the sender that his mail waits and is tried again, where he may be told (RFC 3464 section 2.3.3, {@code
     * delayed}); nothing is given up by it. On the disk and found again as a bounce is, with a rate of its own, as high
     * as that of bounces.
     *
     * @param mail at most its header is read, and it is not closed
     * @param waiting at least one, each once, recipients of this mail
     * @param spfFailed as for a bounce; asked only where the sender would be told otherwise
     * @return whom it is settled with, so that nobody asks again; held by a rate, with nobody
     */
    Bounced tellDelayed(OpenedMail mail, List<FailedRecipient> waiting, BooleanSupplier spfFailed)
            throws IOException, SpoolException;

    /**
     * Puts mail that could be given to nobody before the postmaster, with what was tried: the end of a bounce that
     * fails itself (RFC 5321 section 4.5.5), never a bounce for it. When this returns, the message may go.
     *
     * @param mail read as for a bounce, and not closed
     * @param failed at least one
     * @return the report in the postmaster's mailbox; for the same message and recipients there is one, while it lies
     *     there
     */
    StoredMail tellPostmaster(OpenedMail mail, List<FailedRecipient> failed) throws IOException, SpoolException;
}
