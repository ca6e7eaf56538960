// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.inspection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.relaywarden.bsmtp.disk.DiskFault;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.maildir.BodyStream;
import org.relaywarden.bsmtp.maildir.DamagedMailException;
import org.relaywarden.bsmtp.maildir.MaildirName;
import org.relaywarden.bsmtp.maildir.SealedPrefix;
import org.relaywarden.bsmtp.maildir.UniqueNames;

/** Reads one file from its first byte to its last, and changes nothing. Thread-safe. */
final class FileExamination {

    private static final String PUT_BY_OTHERS = "no file of ours: account mail, left alone";

    private final FileSystemDoor door;

    FileExamination(FileSystemDoor door) {
        this.door = door;
    }

    /** What it came to. */
    sealed interface Outcome {

        /** As it was committed, and named so. */
        record Whole() implements Outcome {}

        /** No file, or moved on or deleted since the folder was read. */
        record Gone() implements Outcome {}

        /** There is something to tell. */
        record Odd(Finding finding, String words) implements Outcome {}
    }

    Outcome of(Mailbox mailbox, Path file) {
        String fileName = String.valueOf(file.getFileName());
        MaildirName name = MaildirName.parse(fileName);
        if (name.mailClass().isEmpty() && !UniqueNames.canBeOurs(name.id())) {
            return new Outcome.Odd(Finding.FOREIGN, PUT_BY_OTHERS);
        }
        try {
            return door.fileBytes(file).isPresent() ? read(mailbox, file, fileName, name) : new Outcome.Gone();
        } catch (NoSuchFileException gone) {
            return new Outcome.Gone();
        } catch (IOException failed) {
            return new Outcome.Odd(Finding.UNREADABLE, DiskFault.words(failed));
        }
    }

    private Outcome read(Mailbox mailbox, Path file, String fileName, MaildirName name) throws IOException {
        try (FileSystemDoor.OpenFile open = door.openForReading(file)) {
            SealedPrefix sealed = SealedPrefix.in(open, mailbox);
            if (name.mailClass().isEmpty() && !sealed.prefix().id().equals(name.id())) {
                return new Outcome.Odd(Finding.FOREIGN, "a copy of a message of ours: account mail, left alone");
            }
            Optional<Outcome> body = body(open, sealed);
            return body.isPresent() ? body.get() : named(name, fileName, sealed, open.size());
        } catch (DamagedMailException damaged) {
            return name.mailClass().isEmpty()
                    ? new Outcome.Odd(Finding.FOREIGN, PUT_BY_OTHERS)
                    : new Outcome.Odd(Finding.DAMAGED, String.valueOf(damaged.getMessage()));
        }
    }

    private static Optional<Outcome> body(FileSystemDoor.OpenFile open, SealedPrefix sealed) throws IOException {
        AtomicBoolean damaged = new AtomicBoolean();
        // The stream is not closed: that would close the file, which is the caller's.
        InputStream message = new BodyStream(open, sealed, () -> damaged.set(true));
        try {
            message.transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (IOException failed) {
            if (damaged.get()) {
                return Optional.of(new Outcome.Odd(
                        Finding.DAMAGED, "the message was altered or cut short on the disk: its checksum is another"));
            }
            throw failed;
        }
    }

    private static Outcome named(MaildirName name, String fileName, SealedPrefix sealed, long bytes) {
        MailClass mailClass = sealed.prefix().mailClass();
        if (name.mailClass().isEmpty()) {
            return new Outcome.Odd(Finding.LOST_TAG, "its name has lost the tag; by its envelope it is " + mailClass);
        }
        if (name.mailClass().get() != mailClass) {
            return new Outcome.Odd(Finding.MISNAMED,
                    "its name says " + name.mailClass().get() + ", its envelope " + mailClass + ". Rename it");
        }
        if (MaildirName.bytesIn(fileName).orElse(bytes) != bytes) {
            return new Outcome.Odd(Finding.MISNAMED,
                    "its name says " + MaildirName.bytesIn(fileName).getAsLong() + " bytes, it has " + bytes
                            + ". Rename it");
        }
        return new Outcome.Whole();
    }
}
