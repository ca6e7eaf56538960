// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.outgoing;

/** Hands what lies in the mailbox for outgoing mail to the relay host. Thread-safe. */
public interface OutgoingRelay {

    /** A relay as the settings say. */
    static OutgoingRelay open(OutgoingParts parts, OutgoingSettings settings) {
        return new RelayRounds(parts, settings);
    }

    /**
     * Hands over what is due, oldest first, on this thread, and returns when that is done. For a task of the clock,
     * each minute. While another thread is at it, it returns at once.
     */
    void run();
}
