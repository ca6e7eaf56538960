// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.incoming;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.smtp.DataDecoder;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.SpoolException;

/**
 * A mail on its way from the peer to the draft. A mail that can't be kept is still read to its end, for what follows a
 * refusal given too early would run as commands. Used by one thread.
 */
public final class IncomingMail {

    /** Longer lines than RFC 5321 section 4.5.3.1.6 allows are common, and a relay must not alter them. */
    private static final int LINE_BYTES_MAX = 64 << 10;

    /** RFC 5321 section 6.3 asks for at least 100 in general; a mail to a customer has passed far fewer. */
    private static final int RECEIVED_MAX = 50;

    private final Draft draft;
    private final long bytesMax;
    private final boolean mendsLineEnds;
    private final DataDecoder decoder;
    private final HeaderWatch header = new HeaderWatch();
    private long bytes;
    private @Nullable SpoolException failed;

    /**
     * Begins with our own trace line, which is not part of the size that was offered.
     *
     * @param bytesMax of the mail as it was sent
     * @param mendsLineEnds whether a CR or LF that stands alone becomes CRLF, or makes the mail unfit
     * @throws SpoolException when the line can't be written
     */
    public IncomingMail(Draft draft, long bytesMax, boolean mendsLineEnds, Trace trace) throws SpoolException {
        this.draft = draft;
        this.bytesMax = bytesMax;
        this.mendsLineEnds = mendsLineEnds;
        decoder = new DataDecoder(mendsLineEnds);
        byte[] line = trace.line().getBytes(StandardCharsets.UTF_8);
        draft.write(line, 0, line.length);
    }

    /**
     * Takes what has come, up to the end of the mail.
     *
     * @return how many bytes it took; what lies behind the end is not part of the mail
     */
    public int take(ByteBuffer wire) {
        int taken = decoder.decode(wire);
        keep(decoder.decoded(), decoder.decodedLength());
        return taken;
    }

    /** Whether the end has come. */
    public boolean isEnded() {
        return decoder.isEnded();
    }

    /** Whether a CR or LF stood alone, and is CRLF now. */
    public boolean isMended() {
        return mendsLineEnds && decoder.sawBareLineEnd();
    }

    private void keep(byte[] decoded, int length) {
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
    public Optional<Unfit> unfit() {
        if (bytes > bytesMax) {
            return Optional.of(new Unfit.TooLarge());
        }
        if (decoder.sawNul()) {
            return Optional.of(new Unfit.Nul());
        }
        if (decoder.sawBareLineEnd() && !mendsLineEnds) {
            return Optional.of(new Unfit.LoneLineEnd());
        }
        if (decoder.longestLineBytes() > LINE_BYTES_MAX) {
            return Optional.of(new Unfit.LineTooLong());
        }
        if (header.received() > RECEIVED_MAX) {
            return Optional.of(new Unfit.Loop());
        }
        return Optional.ofNullable(failed).map(Unfit.NotWritten::new);
    }
}
