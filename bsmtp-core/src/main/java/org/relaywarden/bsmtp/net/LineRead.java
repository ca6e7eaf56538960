// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.net;

/** What came of waiting for a line. */
public sealed interface LineRead {

    /**
     * A line that ended in CRLF.
     *
     * @param text without the CRLF, each char one octet as it came; no CR, LF or NUL is in it
     */
    record Line(String text) implements LineRead {}

    /** More bytes than a line may have, and no CRLF yet. */
    record TooLong() implements LineRead {}

    /** A CR or LF that stands alone, or a NUL: what follows can't be trusted to be what the peer meant. */
    record NoLine() implements LineRead {}

    /** The peer has ended, or we are closing. */
    record EndOfStream() implements LineRead {}

    /** The time for this line is over, however many bytes dripped in meanwhile. */
    record TooSlow() implements LineRead {}
}
