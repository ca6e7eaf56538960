// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.relaywarden.bsmtp.smtp.DsnRequest.Returned;
import org.relaywarden.bsmtp.spool.OpenedMail;

/**
 * What comes back of a message: all of it, or its header where it is large or the sender wants no more. At most 50 KiB
 * of the message; a header that is larger is cut.
 */
final class ReturnedMail {

    /** RFC 3461 section 6.2 lets us return the header alone of what is larger, even where RET=FULL was asked. */
    static final int BYTES_MAX = 50 << 10;

    private final byte[] bytes;
    private final boolean whole;

    private ReturnedMail(byte[] bytes, boolean whole) {
        this.bytes = bytes;
        this.whole = whole;
    }

    /** Reads no more of the message than may come back. */
    static ReturnedMail of(OpenedMail opened, boolean headerAlone) throws IOException {
        boolean whole = !headerAlone
                && opened.mail().messageBytes() <= BYTES_MAX
                && opened.mail().envelope().dsn().returned().orElse(Returned.FULL) == Returned.FULL;
        // To the end where all comes back: the end is where a damaged message shows.
        byte[] read = opened.message().readNBytes(BYTES_MAX + (whole ? 1 : 0));
        byte[] lines = withSoundLineEnds(read);
        return new ReturnedMail(whole ? lines : Arrays.copyOf(lines, headerBytes(lines)), whole);
    }

    /** Lines that end in CRLF, but perhaps for the last one. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether it is the message, not only its header. */
    boolean isWhole() {
        return whole;
    }

    /** Whether it holds bytes beyond ASCII. */
    boolean isEightBit() {
        for (byte octet : bytes) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }

    /** A bare CR or LF is what may have kept the message from going out; the bounce must go out. */
    private static byte[] withSoundLineEnds(byte[] read) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(read.length);
        for (int at = 0; at < read.length; at++) {
            boolean pair = read[at] == '\r' && at + 1 < read.length && read[at + 1] == '\n';
            if (read[at] == '\r' || read[at] == '\n') {
                lines.write('\r');
                lines.write('\n');
                at += pair ? 1 : 0;
            } else {
                lines.write(read[at]);
            }
        }
        return lines.toByteArray();
    }

    /** Up to the empty line, or to the last line that is whole. */
    private static int headerBytes(byte[] lines) {
        int lineStart = 0;
        for (int at = 0; at + 1 < lines.length; at++) {
            if (lines[at] == '\r') {
                if (at == lineStart) {
                    return at;
                }
                lineStart = at + 2;
            }
        }
        return lineStart;
    }
}
