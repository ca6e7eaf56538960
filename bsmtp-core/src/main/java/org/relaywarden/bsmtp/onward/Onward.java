// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.recipients.OurDomains;
import org.relaywarden.bsmtp.spool.Spool;

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

    /** What has not got to all of its recipients, the oldest first; of one message as many as there are ways. */
    List<WaitingOnward> waiting();

    /**
     * Tries again at once, whatever the waits say; they begin anew.
     *
     * @param way of these alone; empty: all
     * @return how many of {@link #waiting()} are due now that were not
     */
    int tryNow(Optional<String> way);

    /**
     * What lies there while nobody takes it on, the oldest first; reads, and changes nothing.
     *
     * @throws IOException when it can't be read
     */
    static List<WaitingOnward> lying(Spool spool, OurDomains ours, OnwardSettings settings) throws IOException {
        return new LyingMail(spool, ours, settings).read();
    }

    /** Begins nothing more; waits a while for messages that are being handed over, then cuts them off. */
    @Override
    void close();
}
