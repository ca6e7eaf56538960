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
 *
 * <p>A decoder that mends line ends puts CRLF where a CR or LF stood alone. The end is still the true one alone: behind
 * a mended line end a dot ends nothing, and only the first of two dots goes, for whoever stuffed it knew no better end.
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
        /** Behind a line end that was mended. */
        MENDED_START,
        /** Behind a dot there. */
        MENDED_DOT,
        /** Within a line. */
        LINE,
        /** Behind a CR within a line. */
        CR,
        /** Behind the end. */
        ENDED
    }

    private final boolean mends;
    private Place place = Place.LINE_START;
    private byte[] decoded = new byte[0];
    private int decodedLength;
    private long lineBytes;
    private long longestLineBytes;
    private boolean bareLineEnd;
    private boolean nul;

    /** One that leaves line ends as they came. */
    public DataDecoder() {
        this(false);
    }

    /** @param mends whether a CR or LF that stands alone becomes CRLF */
    public DataDecoder(boolean mends) {
        this.mends = mends;
    }

    /**
     * Decodes up to the end of the message, or of what is there.
     *
     * @param bytes read from its position on
     * @return how many bytes it took; what lies behind the end is not part of the message
     */
    public int decode(ByteBuffer bytes) {
        int length = bytes.remaining();
        decodedLength = 0;
        int room = mends ? 2 * length + 4 : length + 2; // a CR or a dot may have waited since the last call
        if (decoded.length < room) {
            decoded = new byte[room];
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
            case MENDED_START -> {
                if (octet == '.') {
                    place = Place.MENDED_DOT;
                } else {
                    inLine(octet);
                }
            }
            case MENDED_DOT -> {
                if (octet != '.') {
                    inLine((byte) '.');
                }
                inLine(octet);
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
            if (mends) {
                lineEnds(Place.MENDED_START);
                return;
            }
        } else if (octet == 0) {
            nul = true;
        }
        place = Place.LINE;
        put(octet);
        lineBytes++;
    }

    private void afterCr(byte octet) {
        if (octet == '\n') {
            lineEnds(Place.LINE_START);
            return;
        }
        bareLineEnd = true;
        if (mends) {
            lineEnds(Place.MENDED_START);
            take(octet);
        } else {
            put((byte) '\r');
            inLine(octet);
        }
    }

    private void lineEnds(Place next) {
        put((byte) '\r');
        put((byte) '\n');
        place = next;
        longestLineBytes = Math.max(longestLineBytes, lineBytes);
        lineBytes = 0;
    }

    private void put(byte octet) {
        decoded[decodedLength++] = octet;
    }
}
