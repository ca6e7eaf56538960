// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.body;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a message, read once to the end before any of them goes out: a message that is damaged, or that holds a
 * bare CR or LF, is never begun, and so ends no conversation. A small one is kept in memory. Immutable.
 */
public final class Body {

    /** A larger one is read from the disk again while it is sent. */
    private static final int IN_MEMORY_BYTES_MAX = 256 << 10;

    private static final int BLOCK_BYTES = 64 << 10;

    private final byte[] memory;
    private final long bytes;
    private final Source again;

    private Body(byte[] memory, long bytes, Source again) {
        this.memory = memory;
        this.bytes = bytes;
        this.again = again;
    }

    /** Opens the message from its first byte on. */
    @FunctionalInterface
    public interface Source {
        /** @throws IOException when it can't be read, or is no longer there */
        InputStream open() throws IOException;
    }

    /**
     * Looks a message through.
     *
     * @param message read to its end, not closed
     * @param again opens the same message once more, if it is too large to be kept
     * @throws UnsafeLineEndException when it holds a bare CR or LF
     */
    public static Body checked(InputStream message, Source again) throws IOException, UnsafeLineEndException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        LineEnds lineEnds = new LineEnds();
        byte[] block = new byte[BLOCK_BYTES];
        long bytes = 0;
        for (int got = message.read(block); got >= 0; got = message.read(block)) {
            for (int at = 0; at < got; at++) {
                lineEnds.take(block[at]);
            }
            bytes += got;
            if (bytes <= IN_MEMORY_BYTES_MAX) {
                kept.write(block, 0, got);
            }
        }
        lineEnds.end();
        return new Body(bytes <= IN_MEMORY_BYTES_MAX ? kept.toByteArray() : new byte[0], bytes, again);
    }

    /** How many bytes it has, before dots are stuffed (RFC 1870 section 5). */
    public long bytes() {
        return bytes;
    }

    /** Its bytes from the first one on, dots not stuffed. */
    public InputStream open() throws IOException {
        return bytes <= IN_MEMORY_BYTES_MAX ? new ByteArrayInputStream(memory) : again.open();
    }
}
