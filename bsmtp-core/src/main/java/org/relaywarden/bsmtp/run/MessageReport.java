// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

/**
 * What became of one message in a run. Immutable.
 *
 * @param id the message's base name
 * @param words the host's, or ours: a stranger's text
 */
public record MessageReport(String id, Fate fate, String words) {

    /** What became of it. */
    public enum Fate {
        /** The host has it, for every recipient; it is gone from the disk. */
        DELIVERED,
        /** The host has it for some recipients; it stays for the others. */
        PARTLY_DELIVERED,
        /** The host has no such users, and the senders are told (decision 10); it is gone from the disk. */
        BOUNCED,
        /** Refused for now (4yz). */
        DEFERRED,
        /** Refused in words that mean for good (5yz); it stays all the same. */
        REFUSED,
        /** The host may have it, and may not: its reply was lost. */
        UNCERTAIN,
        /** The conversation broke before it was handed over. */
        NOT_SENT
    }
}
