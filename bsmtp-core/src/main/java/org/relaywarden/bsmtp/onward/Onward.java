// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.io.IOException;

/** Takes mail of ours and of our customers on to the world (B17). Thread-safe. */
public interface Onward extends AutoCloseable {

    /** As the settings say; nothing is dialled yet. */
    static Onward open(OnwardParts parts, OnwardSettings settings) {
        return new Lanes(parts, settings);
    }

    /**
     * Takes up what lies there, and from now on each message as it comes. Once.
     *
     * @throws IOException when the mail, or what was noted about it, can't be read
     */
    void start() throws IOException;

    /** Tries again what is due, on threads of its own. For a task of the clock, each minute. */
    void look();

    /** Begins nothing more; waits a while for messages that are being handed over, then cuts them off. */
    @Override
    void close();
}
