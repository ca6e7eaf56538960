// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.inspection;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.relaywarden.bsmtp.disk.RealFileSystem;
import org.relaywarden.bsmtp.journal.Journal;

/** Looks through the mail on disk. It may run beside a running spool and a POP3 or IMAP server. Thread-safe. */
public interface SpoolInspection {

    /** Hears of it while it goes on, on its thread. */
    interface Listener {

        /** There is something to tell about a file. */
        void found(FoundFile file);

        /** So many mailboxes of all are done. */
        void progress(int done, int all);
    }

    /**
     * The inspection of a mail folder.
     *
     * @param hostName stands in the names of files in the quarantine folder
     */
    static SpoolInspection of(Path mailFolder, String hostName, Journal journal, InstantSource clock) {
        return new MaildirInspection(mailFolder, hostName, journal, clock, new RealFileSystem());
    }

    /**
     * Reads every message to its end.
     *
     * @param login of one account mailbox; empty for all of them, the system mailboxes and the quarantine folder
     * @param mend whether damaged files of ours are moved to the quarantine folder; without it nothing is changed
     * @throws java.nio.file.NoSuchFileException when that account has no mailbox
     * @throws IOException when the mail folder can't be read
     */
    Tally inspect(Optional<String> login, boolean mend, Listener listener) throws IOException;
}
