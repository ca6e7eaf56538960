// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.body;

import java.util.Arrays;

/**
 * Makes a message fit for the wire: a dot before each line that begins with one, the first line included (RFC 5321
 * section 4.5.2), and the end. Line ends are looked at once more, on the very bytes that go out. Used by one thread.
 */
public final class DotStuffer {

    private static final int END_BYTES_MAX = 5;

    private final LineEnds lineEnds = new LineEnds();
    private byte[] stuffed = new byte[0];
    private int length;

    /**
     * Takes the next bytes of the message.
     *
     * @throws UnsafeLineEndException when a CR or LF stands alone; nothing of these bytes may go out then
     */
    public void take(byte[] bytes, int count) throws UnsafeLineEndException {
        length = 0;
        room(2 * count + END_BYTES_MAX);
        for (int at = 0; at < count; at++) {
            if (bytes[at] == '.' && lineEnds.isAtLineStart()) {
                put('.');
            }
            lineEnds.take(bytes[at]);
            put(bytes[at]);
        }
    }

    /**
     * The end of data: a line of one dot, on a line of its own. It is added to what the last {@link #take} made, which
     * has not gone out yet: so a small message and its end go out in one piece.
     *
     * @throws UnsafeLineEndException when the last byte was a CR
     */
    public void end() throws UnsafeLineEndException {
        lineEnds.end();
        room(length + END_BYTES_MAX);
        if (!lineEnds.isAtLineStart()) {
            put('\r');
            put('\n');
        }
        put('.');
        put('\r');
        put('\n');
    }

    /** What was made since the last {@link #take} began; valid to the next call, up to {@link #length()}. */
    public byte[] stuffed() {
        return stuffed;
    }

    /** How many bytes of {@link #stuffed()} count. */
    public int length() {
        return length;
    }

    private void room(int bytes) {
        if (stuffed.length < bytes) {
            stuffed = Arrays.copyOf(stuffed, bytes);
        }
    }

    private void put(int octet) {
        stuffed[length++] = (byte) octet;
    }
}
