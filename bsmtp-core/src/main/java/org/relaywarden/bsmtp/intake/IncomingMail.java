// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.smtp.DataDecoder;
import org.relaywarden.bsmtp.smtp.Reply;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.SpoolException;

/**
 * A mail on its way from the peer to the draft. A mail that can't be kept is still read to its end, for what follows a
 * refusal given too early would run as commands. Used by one thread.
 */
final class IncomingMail {

    /** Longer lines than RFC 5321 section 4.5.3.1.6 allows are common, and a relay must not alter them. */
    private static final int LINE_BYTES_MAX = 64 << 10;

    /** RFC 5321 section 6.3 asks for at least 100 in general; a mail to a customer has passed far fewer. */
    private static final int RECEIVED_MAX = 50;

    private final Draft draft;
    private final long bytesMax;
    private final HeaderWatch header = new HeaderWatch();
    private long bytes;
    private @Nullable SpoolException failed;

    IncomingMail(Draft draft, long bytesMax) {
        this.draft = draft;
        this.bytesMax = bytesMax;
    }

    /** Writes our own trace line, which is not part of the size that was offered. */
    void begin(byte[] trace) throws SpoolException {
        draft.write(trace, 0, trace.length);
    }

    void take(byte[] decoded, int length) {
        header.see(decoded, length);
        bytes += length;
        if (bytes > bytesMax) {
            draft.close(); // the room is someone else's now
            return;
        }
        if (failed == null) {
            try {
                draft.write(decoded, 0, length);
            } catch (SpoolException notKept) {
                failed = notKept;
            }
        }
    }

    /** Why the mail is not to be committed, if so; asked when its end has come. */
    Optional<Reply> refusal(DataDecoder decoder) {
        if (bytes > bytesMax) {
            return Optional.of(Replies.TOO_LARGE);
        }
        if (decoder.sawBareLineEnd() || decoder.sawNul() || decoder.longestLineBytes() > LINE_BYTES_MAX) {
            return Optional.of(Replies.NOT_A_MAIL);
        }
        if (header.received() > RECEIVED_MAX) {
            return Optional.of(Replies.LOOP);
        }
        return Optional.ofNullable(failed).map(Data::answer);
    }
}
