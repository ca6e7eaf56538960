// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

import java.net.InetAddress;
import java.util.List;

/** The blocks. Thread-safe. */
public interface Blocks {

    /** Asks for a measure to be on; asking twice is asking once. Takes effect with {@link #reconcile()}. */
    void ask(long caseNumber, String login, InetAddress address, int port, Measure measure);

    /** Asks for all measures of a case to go. */
    void release(long caseNumber);

    /** Makes actual follow desired, by the driver; safe to repeat. Answers the blocks that changed or failed. */
    List<BlockRecord> reconcile();

    List<BlockRecord> ofCase(long caseNumber);

    /** Whether any block of this host is on: then a retest runs from inside (S6). */
    boolean isBlocked(InetAddress address);

    /** All that are on or ought to be, by case. */
    List<BlockRecord> standing();
}
