// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.quota;

/**
 * How full a mailbox is. Immutable.
 *
 * @param usedBytes of all files in it, as their names tell; subfolders of IMAP too
 * @param quotaBytes what it may hold; less than what it does hold when a spam filter was switched off (B13)
 * @param messages how many files that is
 * @param waitingBytes the part of it that waits for the customer host
 * @param waitingMessages how many files that is
 */
public record Usage(long usedBytes, long quotaBytes, long messages, long waitingBytes, long waitingMessages) {

    private static final int HUNDRED = 100;

    /** In whole percent, rounded down; more than 100 when more lies there than may. */
    public int percent() {
        return Math.clamp(usedBytes * HUNDRED / quotaBytes, 0, Integer.MAX_VALUE);
    }
}
