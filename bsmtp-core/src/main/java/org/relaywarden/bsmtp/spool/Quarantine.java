// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.nio.file.Path;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.maildir.MaildirFolders;
import org.relaywarden.bsmtp.maildir.MaildirName;
import org.relaywarden.bsmtp.maildir.UniqueNames;

/** Where damaged files go: aside, with a line in the journal, never away. Thread-safe. */
final class Quarantine {

    /** A file name has 255 bytes; a login of 64 and a unique name of 100 go before. */
    private static final int KEPT_OF_NAME = 80;

    private final FileSystemDoor door;
    private final MaildirFolders folders;
    private final UniqueNames names;
    private final SpoolJournal journal;

    Quarantine(FileSystemDoor door, MaildirFolders folders, UniqueNames names, SpoolJournal journal) {
        this.door = door;
        this.folders = folders;
        this.names = names;
        this.journal = journal;
    }

    /** Moves the file; where even that fails it stays, and is no mail of ours as long as it is damaged. */
    void take(Mailbox mailbox, Path file, String why) {
        String name = String.valueOf(file.getFileName());
        Path aside = folders.quarantine().resolve(SpoolJournal.named(mailbox) + "+" + names.next() + "+"
                + name.substring(0, Math.min(name.length(), KEPT_OF_NAME)));
        try {
            door.rename(file, aside);
            journal.quarantined(MaildirName.parse(name).id(), file, aside, why);
            folders.force(folders.quarantine());
        } catch (IOException failed) {
            journal.unreadable(file, failed);
        }
    }
}
