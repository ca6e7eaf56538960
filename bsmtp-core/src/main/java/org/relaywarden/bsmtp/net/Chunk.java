// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

import java.nio.ByteBuffer;

/** What came of waiting for data. */
public sealed interface Chunk {

    /**
     * Some bytes. They stay where they are until {@link Connection#consumed} says how many were used.
     *
     * @param bytes from position to limit; valid to the next call
     */
    record Bytes(ByteBuffer bytes) implements Chunk {}

    /** The peer has ended, or we are closing. */
    record EndOfStream() implements Chunk {}

    /** The time is over, or fewer bytes came than the pace asks. */
    record TooSlow() implements Chunk {}
}
