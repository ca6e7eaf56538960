// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

/**
 * What came of an operator's word that a message is to wait no longer. Immutable.
 *
 * @param id the message's base name
 * @param words in one line
 */
public record GivenUp(String id, Outcome outcome, String words) {

    /** What came of it. */
    public enum Outcome {
        /** The sender is told, by a bounce that is on the disk; the message is gone. */
        BOUNCED,
        /** Nobody is to be told, for it is a bounce itself or its sender asked not to be; the message is gone. */
        ENDED,
        /** Too many bounces by now: the message waits on. */
        HELD,
        /** No message of this id waits. */
        UNKNOWN,
        /** It can't be read, or the disk did not take the bounce: the message waits on. */
        FAILED
    }
}
