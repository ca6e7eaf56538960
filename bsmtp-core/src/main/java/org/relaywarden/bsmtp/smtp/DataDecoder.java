// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import java.nio.ByteBuffer;

/**
 * Takes the bytes that follow DATA: finds the end, takes away the dots that were stuffed (RFC 5321 section 4.5.2). Used
 * by one thread.
 *
 * <p>The end is {@code CRLF.CRLF} and nothing else. A server that also ends at a bare LF or CR takes what follows for
 * commands, and lets a stranger smuggle a second mail in (CVE-2023-51764 to 51766). So such bytes are only noted, and
 * the message is read to its real end; whoever asked refuses it then. For the same reason CR CR LF is a bare CR.
 */
public final class DataDecoder {

    /** Where the next byte stands. */
    private enum Place {
        /** Behind CRLF, or behind the DATA command: only here does a dot mean something. */
        LINE_START,
        /** Behind a dot at a line's start. */
        DOT,
        /** Behind a dot at a line's start, and CR. */
        DOT_CR,
        /** Within a line. */
        LINE,
        /** Behind a CR within a line. */
        CR,
        /** Behind the end. */
        ENDED
    }

    private Place place = Place.LINE_START;
    private byte[] decoded = new byte[0];
    private int decodedLength;
    private long lineBytes;
    private long longestLineBytes;
    private boolean bareLineEnd;
    private boolean nul;

    /**
     * Decodes up to the end of the message, or of what is there.
     *
     * @param bytes read from its position on
     * @return how many bytes it took; what lies behind the end is not part of the message
     */
    public int decode(ByteBuffer bytes) {
        int length = bytes.remaining();
        decodedLength = 0;
        if (decoded.length < length + 2) {
            decoded = new byte[length + 2]; // a CR or a dot may have waited since the last call
        }
        while (bytes.hasRemaining() && place != Place.ENDED) {
            take(bytes.get());
        }
        return length - bytes.remaining();
    }

    /** What the last call decoded; valid to the next call, up to {@link #decodedLength()}. */
    public byte[] decoded() {
        return decoded;
    }

    /** How many bytes the last call decoded. */
    public int decodedLength() {
        return decodedLength;
    }

    /** Whether the end has come. */
    public boolean isEnded() {
        return place == Place.ENDED;
    }

    /** Whether a CR or LF stood alone. */
    public boolean sawBareLineEnd() {
        return bareLineEnd;
    }

    /** Whether there was a NUL byte. */
    public boolean sawNul() {
        return nul;
    }

    /** The longest line so far, without its CRLF. */
    public long longestLineBytes() {
        return Math.max(longestLineBytes, lineBytes);
    }

    private void take(byte octet) {
        switch (place) {
            case LINE_START -> {
                if (octet == '.') {
                    place = Place.DOT;
                } else {
                    inLine(octet);
                }
            }
            case DOT -> {
                if (octet == '\r') {
                    place = Place.DOT_CR;
                } else {
                    inLine(octet); // the dot was stuffed, or should have been: it goes (RFC 5321 section 4.5.2)
                }
            }
            case DOT_CR -> {
                if (octet == '\n') {
                    place = Place.ENDED;
                } else {
                    afterCr(octet);
                }
            }
            case LINE -> inLine(octet);
            case CR -> afterCr(octet);
            case ENDED -> throw new IllegalStateException("the end has come");
        }
    }

    private void inLine(byte octet) {
        if (octet == '\r') {
            place = Place.CR;
            return;
        }
        if (octet == '\n') {
            bareLineEnd = true;
        } else if (octet == 0) {
            nul = true;
        }
        place = Place.LINE;
        put(octet);
        lineBytes++;
    }

    private void afterCr(byte octet) {
        put((byte) '\r');
        if (octet == '\n') {
            put(octet);
            place = Place.LINE_START;
            longestLineBytes = Math.max(longestLineBytes, lineBytes);
            lineBytes = 0;
            return;
        }
        bareLineEnd = true;
        inLine(octet);
    }

    private void put(byte octet) {
        decoded[decodedLength++] = octet;
    }
}
