// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.maildir.BodyStream;
import org.relaywarden.bsmtp.maildir.DamagedMailException;
import org.relaywarden.bsmtp.maildir.MaildirFolders;
import org.relaywarden.bsmtp.maildir.MaildirName;
import org.relaywarden.bsmtp.maildir.Prefix;
import org.relaywarden.bsmtp.maildir.Quarantine;
import org.relaywarden.bsmtp.maildir.SealedPrefix;

/**
 * Finds and reads what lies in {@code new/} and {@code cur/}. A POP3 or IMAP server works on the same folders: it moves
 * every file to {@code cur/} at a login, adds flags, deletes. So a file is looked up by its id, and one that is gone
 * is looked for again, as long as it moves. Thread-safe.
 */
final class MailboxReader {

    private static final Comparator<StoredMail> OLDEST_FIRST =
            Comparator.comparing((StoredMail mail) -> mail.envelope().receivedAt()).thenComparing(StoredMail::id);

    /** A file that moves each time that it was found is given up for this time. */
    private static final int LOOKS_MAX = 10;

    private final FileSystemDoor door;
    private final MaildirFolders folders;
    private final Quarantine quarantine;
    private final SpoolJournal journal;

    MailboxReader(FileSystemDoor door, MaildirFolders folders, Quarantine quarantine, SpoolJournal journal) {
        this.door = door;
        this.folders = folders;
        this.quarantine = quarantine;
        this.journal = journal;
    }

    private static StoredMail stored(SealedPrefix sealed) {
        return sealed.prefix().stored(sealed.bodyBytes());
    }

    List<StoredMail> list(Mailbox mailbox) throws IOException {
        Map<String, StoredMail> mails = new LinkedHashMap<>();
        for (Path file : files(mailbox)) {
            String id = MaildirName.parse(name(file)).id();
            if (!mails.containsKey(id)) {
                found(mailbox, file).ifPresent(mail -> mails.put(id, mail));
            }
        }
        List<StoredMail> oldestFirst = new ArrayList<>(mails.values());
        oldestFirst.sort(OLDEST_FIRST);
        return List.copyOf(oldestFirst);
    }

    /** The message with this id, if it lies here and is whole. */
    Optional<StoredMail> find(Mailbox mailbox, String id) throws IOException {
        Optional<Path> file = scan(mailbox, id);
        return file.isEmpty() ? Optional.empty() : found(mailbox, file.get());
    }

    Optional<InputStream> open(StoredMail mail) throws IOException {
        long bytes = Prefix.of(mail).unsealed().length + mail.messageBytes();
        String name = MaildirName.of(mail.id(), bytes, mail.mailClass());
        return openNamed(mail.mailbox(), mail.id(), name).map(OpenedMail::message);
    }

    /**
     * Opens the message with this id.
     *
     * @param name what its file is called without flags, as far as is known: saves reading the folder
     */
    Optional<OpenedMail> openNamed(Mailbox mailbox, String id, String name) throws IOException {
        for (Path file : likely(mailbox, name)) {
            try {
                return openAt(mailbox, file);
            } catch (NoSuchFileException elsewhere) {
                // The next likely place, or wherever the folders have it.
            }
        }
        return followed(mailbox, id, scan(mailbox, id), file -> openAt(mailbox, file));
    }

    boolean remove(StoredMail mail) throws IOException {
        Optional<Path> deleted = delete(mail);
        if (deleted.isPresent()) {
            folders.force(folderOf(deleted.get()));
        }
        return deleted.isPresent();
    }

    /** Where it lay; empty when it was gone. Not forced to disk. */
    Optional<Path> delete(StoredMail mail) throws IOException {
        long bytes = Prefix.of(mail).unsealed().length + mail.messageBytes();
        for (Path place : likely(mail.mailbox(), MaildirName.of(mail.id(), bytes, mail.mailClass()))) {
            if (door.delete(place)) {
                return Optional.of(place);
            }
        }
        return followed(mail.mailbox(), mail.id(), scan(mail.mailbox(), mail.id()), this::deleteAt);
    }

    private Optional<Path> deleteAt(Path place) throws IOException {
        if (!door.delete(place)) {
            throw new NoSuchFileException(place.toString());
        }
        return Optional.of(place);
    }

    /** What is done with a message where it lies; a {@link NoSuchFileException} says that it lies elsewhere by now. */
    @FunctionalInterface
    private interface WhereItLies<T> {
        Optional<T> at(Path file) throws IOException;
    }

    /** Goes after a message that another server renames, and renames again, while it is looked for. */
    private <T> Optional<T> followed(Mailbox mailbox, String id, Optional<Path> first, WhereItLies<T> work)
            throws IOException {
        Optional<Path> place = first;
        for (int looks = 0; place.isPresent() && looks < LOOKS_MAX; looks++) {
            try {
                return work.at(place.get());
            } catch (NoSuchFileException moved) {
                place = scan(mailbox, id);
            }
        }
        return Optional.empty();
    }

    /** Where a message lies that nobody renamed but a server that moved or read it: saves reading the folder. */
    private List<Path> likely(Mailbox mailbox, String name) {
        Path seen = folders.seen(mailbox);
        return List.of(
                folders.arrived(mailbox).resolve(name), seen.resolve(name + ":2,"), seen.resolve(name + ":2,S"));
    }

    private Optional<Path> scan(Mailbox mailbox, String id) throws IOException {
        return files(mailbox).stream()
                .filter(file -> MaildirName.parse(name(file)).id().equals(id))
                .findFirst();
    }

    /** {@code new/} first: what moves on between the two readings is then seen twice, not missed. */
    List<Path> files(Mailbox mailbox) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(folders.arrived(mailbox), folders.seen(mailbox))) {
            try {
                door.list(folder).stream()
                        .filter(name -> !name.startsWith("."))
                        .map(folder::resolve)
                        .forEach(files::add);
            } catch (NoSuchFileException | NotDirectoryException nothingYet) {
                // A mailbox that has never had mail has no folders.
            }
        }
        return files;
    }

    /** Reads one file. One that moved meanwhile is followed; damaged ones of ours go to the quarantine. */
    Optional<StoredMail> found(Mailbox mailbox, Path file) throws IOException {
        String id = MaildirName.parse(name(file)).id();
        return followed(mailbox, id, Optional.of(file), place -> {
            try {
                return read(mailbox, place);
            } catch (NoSuchFileException moved) {
                throw moved;
            } catch (IOException unreadable) {
                // A disk or a descriptor table in trouble says nothing about the mail: leave it, tell, go on.
                journal.unreadable(place, unreadable);
                return Optional.empty();
            }
        });
    }

    private Optional<StoredMail> read(Mailbox mailbox, Path file) throws IOException {
        MaildirName name = MaildirName.parse(name(file));
        boolean tagged = name.mailClass().isPresent();
        try (FileSystemDoor.OpenFile open = door.openForReading(file)) {
            SealedPrefix sealed = SealedPrefix.in(open, mailbox);
            // A copy that an IMAP server made bears our prefix under a name of its own: account mail, no longer ours.
            boolean ours = tagged || sealed.prefix().id().equals(name.id());
            return ours ? Optional.of(stored(sealed)) : Optional.empty();
        } catch (DamagedMailException damaged) {
            if (tagged) {
                quarantine.take(mailbox, file, String.valueOf(damaged.getMessage()));
            }
            return Optional.empty();
        }
    }

    private Optional<OpenedMail> openAt(Mailbox mailbox, Path file) throws IOException {
        FileSystemDoor.OpenFile open = door.openForReading(file);
        try {
            SealedPrefix sealed = SealedPrefix.in(open, mailbox);
            return Optional.of(new OpenedMail(stored(sealed), new BodyStream(open, sealed,
                    () -> quarantine.take(mailbox, file, "the message was altered or cut short on the disk"))));
        } catch (DamagedMailException damaged) {
            open.close();
            quarantine.take(mailbox, file, String.valueOf(damaged.getMessage()));
            return Optional.empty();
        } catch (IOException failed) {
            open.close();
            throw failed;
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Path folderOf(Path file) {
        @Nullable Path folder = file.getParent();
        return folder == null ? file : folder;
    }
}
