// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.maildir;

import java.io.IOException;
import java.nio.file.Path;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.mail.Mailbox;

/** Where damaged files go: aside, with a word to who listens, never away. Thread-safe. */
public final class Quarantine {

    /** Hears what became of a file. */
    public interface Listener {

        /**
         * It was moved aside: someone should look at it.
         *
         * @param id of the message, as its name tells
         */
        void quarantined(String id, Path from, Path to, String why);

        /** It could not be moved, and lies where it was. */
        void unreadable(Path where, Exception why);
    }

    /** A file name has 255 bytes; a login of 64 and a unique name of 100 go before. */
    private static final int KEPT_OF_NAME = 80;

    private final FileSystemDoor door;
    private final MaildirFolders folders;
    private final UniqueNames names;
    private final Listener listener;

    /** One for the mail folder whose folders these are. */
    public Quarantine(FileSystemDoor door, MaildirFolders folders, UniqueNames names, Listener listener) {
        this.door = door;
        this.folders = folders;
        this.names = names;
        this.listener = listener;
    }

    /** Moves the file; where even that fails it stays, and is no mail of ours as long as it is damaged. */
    public void take(Mailbox mailbox, Path file, String why) {
        String name = String.valueOf(file.getFileName());
        Path aside = folders.quarantine().resolve(MaildirFolders.named(mailbox) + "+" + names.next() + "+"
                + name.substring(0, Math.min(name.length(), KEPT_OF_NAME)));
        try {
            door.rename(file, aside);
            listener.quarantined(MaildirName.parse(name).id(), file, aside, why);
            folders.force(folders.quarantine());
        } catch (IOException failed) {
            listener.unreadable(file, failed);
        }
    }
}
