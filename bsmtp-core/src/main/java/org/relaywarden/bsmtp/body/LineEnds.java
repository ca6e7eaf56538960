// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.body;

/**
 * Watches that CR and LF come as a pair and never alone: passed on, LF.CRLF would let a stranger smuggle a second mail
 * into the customer's server (CVE-2023-51764 to 51766). Used by one thread.
 */
final class LineEnds {

    private boolean afterCr;
    private boolean atLineStart = true;

    void take(byte octet) throws UnsafeLineEndException {
        if (afterCr != (octet == '\n')) {
            throw new UnsafeLineEndException();
        }
        atLineStart = afterCr;
        afterCr = octet == '\r';
    }

    /** The message ends here. */
    void end() throws UnsafeLineEndException {
        if (afterCr) {
            throw new UnsafeLineEndException();
        }
    }

    /** Whether the next byte begins a line, the first one included. */
    boolean isAtLineStart() {
        return atLineStart;
    }
}
