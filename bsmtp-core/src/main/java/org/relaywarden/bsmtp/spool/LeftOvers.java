// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.maildir.MaildirFolders;
import org.relaywarden.bsmtp.maildir.UniqueNames;

/**
 * Clears {@code tmp/} after a start: what an earlier process of ours left there was never promised to anybody. A file
 * of a stranger (a POP3 or IMAP server has a delivery of its own under way) is left for 36 hours, as Dovecot does.
 */
final class LeftOvers {

    private static final Duration STRANGERS_AFTER = Duration.ofHours(36);

    private final FileSystemDoor door;
    private final MaildirFolders folders;
    private final UniqueNames names;
    private final SpoolJournal journal;

    private volatile boolean ending;

    LeftOvers(FileSystemDoor door, MaildirFolders folders, UniqueNames names, SpoolJournal journal) {
        this.door = door;
        this.folders = folders;
        this.names = names;
        this.journal = journal;
    }

    /** No further mailbox is looked at. */
    void end() {
        ending = true;
    }

    /** What can't be read or removed is told, and left. */
    void clear(Instant now) {
        clearBelow(folders.accounts(), now);
        clearBelow(folders.system(), now);
    }

    private void clearBelow(Path mailboxes, Instant now) {
        try {
            for (String mailbox : door.list(mailboxes)) {
                if (ending) {
                    return;
                }
                clearOne(mailboxes.resolve(mailbox).resolve("tmp"), now);
            }
        } catch (IOException failed) {
            journal.unreadable(mailboxes, failed);
        }
    }

    private void clearOne(Path temporary, Instant now) {
        try {
            for (String name : door.list(temporary)) {
                Path file = temporary.resolve(name);
                if (isLeftOver(file, name, now) && door.delete(file)) {
                    journal.leftOverRemoved(file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException noMaildir) {
            return;
        } catch (IOException failed) {
            journal.unreadable(temporary, failed);
        }
    }

    private boolean isLeftOver(Path file, String name, Instant now) throws IOException {
        return names.isOfEarlierInstance(name) || door.lastModified(file).isBefore(now.minus(STRANGERS_AFTER));
    }
}
