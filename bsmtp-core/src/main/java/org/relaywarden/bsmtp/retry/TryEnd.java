// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.retry;

/** How the last try at an account's host ended (decision 8). */
public enum TryEnd {
    /** There was none yet. */
    NONE(false, false),
    /** It was begun, and its end is not recorded: under way, or the program was stopped within it. */
    BEGUN(true, false),
    /** Not reached, refused before any message, or nowhere to go. */
    NOT_SERVED(true, false),
    /** The conversation broke, or the host was found at fault, while messages had their turn. */
    BROKEN_OFF(true, true),
    /** The host talked about each message, and did not take them all. */
    LEFT_SOME(false, true),
    /** All that had its turn was taken. */
    TOOK_ALL(false, false),
    /** The program was stopped within it, in an orderly way. */
    STOPPED(false, false);

    private final boolean failing;
    private final boolean gotToMessages;

    TryEnd(boolean failing, boolean gotToMessages) {
        this.failing = failing;
        this.gotToMessages = gotToMessages;
    }

    /** Whether new mail waits for the clock too. */
    public boolean isFailing() {
        return failing;
    }

    /** Whether the words it left were said to a message, and not to us before the first one. */
    public boolean gotToMessages() {
        return gotToMessages;
    }
}
