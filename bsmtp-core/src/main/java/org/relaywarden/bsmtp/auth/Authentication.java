// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.auth;

import java.net.InetAddress;
import java.time.InstantSource;
import org.relaywarden.bsmtp.journal.Journal;

/** Tells whether a password is that of a login (RFC 4954). Thread-safe. */
public interface Authentication {

    /** Asks Dovecot, which has the accounts' passwords. */
    static Authentication by(DovecotSettings settings, Journal journal, InstantSource clock) {
        return new PacedAuthentication(new Dovecot(settings), new AuthJournal(journal), clock);
    }

    /**
     * Asks; takes at most the time of the settings. A peer that was wrong too often in a time is not asked about.
     *
     * @param session the id in the journal
     */
    Verified verify(String session, Credentials credentials, InetAddress peer);

    /** Whether it could be asked now, in words for an operator; empty when it could. Takes as long as a question. */
    String outage();
}
