// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.relaywarden.bsmtp.disk.DiskFault;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.SystemMailbox;

/**
 * Where the Maildirs lie, and that they are there. Thread-safe.
 *
 * <pre>
 * accounts/LOGIN/{tmp,new,cur}   system/NAME/{tmp,new,cur}   quarantine/
 * </pre>
 */
public final class MaildirFolders {

    private final Path root;
    private final FileSystemDoor door;
    private final Consumer<Path> forceUnknown;
    private final Set<Mailbox> ready = ConcurrentHashMap.newKeySet();

    /**
     * The folders below one mail folder; makes none.
     *
     * @param forceUnknown hears of a folder whose file system can't force names to disk
     */
    public MaildirFolders(Path root, FileSystemDoor door, Consumer<Path> forceUnknown) {
        this.root = root;
        this.door = door;
        this.forceUnknown = forceUnknown;
    }

    /** The mail folder. */
    public Path root() {
        return root;
    }

    /** Holds a Maildir for each login. */
    public Path accounts() {
        return root.resolve("accounts");
    }

    /** Holds a Maildir for each system mailbox. */
    public Path system() {
        return root.resolve("system");
    }

    /** Where damaged files are moved. */
    public Path quarantine() {
        return root.resolve("quarantine");
    }

    /** The Maildir of a mailbox, there or not. */
    public Path of(Mailbox mailbox) {
        return switch (mailbox) {
            case Mailbox.Account(String login) -> accounts().resolve(login);
            case SystemMailbox system -> system().resolve(system.folder());
        };
    }

    /** How a mailbox is named where people read: the login, or {@code system.} and its folder. */
    public static String named(Mailbox mailbox) {
        return switch (mailbox) {
            case Mailbox.Account(String login) -> login;
            case SystemMailbox system -> "system." + system.folder();
        };
    }

    /** Where messages lie that are not promised yet. */
    public Path temporary(Mailbox mailbox) {
        return of(mailbox).resolve("tmp");
    }

    /** Where they get their name. */
    public Path arrived(Mailbox mailbox) {
        return of(mailbox).resolve("new");
    }

    /** Where a POP3 or IMAP server moves them (B11). */
    public Path seen(Mailbox mailbox) {
        return of(mailbox).resolve("cur");
    }

    /**
     * Makes the folders that hold the mailboxes, and forces their names to disk, those above them too that were made
     * with them: a mailbox is no safer than the way to it.
     */
    public void create() throws IOException {
        Path madeIn = root.getParent();
        while (madeIn != null && !isThere(madeIn)) {
            madeIn = madeIn.getParent();
        }
        for (Path folder : List.of(accounts(), system(), quarantine())) {
            door.createFolder(folder);
        }
        for (Path folder = root; folder != null && (madeIn == null || folder.startsWith(madeIn));
                folder = folder.getParent()) {
            force(folder);
        }
    }

    private boolean isThere(Path folder) throws IOException {
        try {
            door.lastModified(folder);
            return true;
        } catch (NoSuchFileException missing) {
            return false;
        }
    }

    /**
     * Makes a mailbox's folders, and forces every name from the root down to disk. Once in each process even where the
     * folders were there: the process before may have made them and died before it forced them.
     */
    public void prepare(Mailbox mailbox) throws IOException {
        if (ready.contains(mailbox)) {
            return;
        }
        for (Path folder : List.of(temporary(mailbox), arrived(mailbox), seen(mailbox))) {
            door.createFolder(folder);
        }
        force(of(mailbox));
        force(kindOf(mailbox));
        force(root);
        ready.add(mailbox);
    }

    private Path kindOf(Mailbox mailbox) {
        return mailbox instanceof Mailbox.Account ? accounts() : system();
    }

    /** After a failure: someone may have removed the folders, so the next message looks again. */
    public void forget(Mailbox mailbox) {
        ready.remove(mailbox);
    }

    /** Forces a folder's names to disk; a file system that has no such call is told of once. */
    public void force(Path folder) throws IOException {
        try {
            door.forceFolder(folder);
        } catch (IOException failed) {
            if (!DiskFault.isNotSupported(failed)) {
                throw failed;
            }
            forceUnknown.accept(folder);
        }
    }
}
