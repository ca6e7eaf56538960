// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.mail.StoredMail;

/** One copy of a message on its way from {@code tmp/} to {@code new/}. Used by one thread. */
public final class SpoolCopy {

    private static final int BLOCK_BYTES = 64 << 10;

    private final FileSystemDoor door;
    private final Prefix prefix;
    private final Path temporary;
    private final Path arrived;
    private final int prefixBytes;
    private final CRC32C sum = new CRC32C();
    private final FileSystemDoor.OpenFile file;
    private boolean open = true;
    private long position;
    private @Nullable Path named;

    private SpoolCopy(
            FileSystemDoor door, Prefix prefix, Path temporary, Path arrived, int prefixBytes,
            FileSystemDoor.OpenFile file) {
        this.door = door;
        this.prefix = prefix;
        this.temporary = temporary;
        this.arrived = arrived;
        this.prefixBytes = prefixBytes;
        this.file = file;
    }

    /**
     * Makes the file, in the same mailbox, so on the same file system as its later name, and writes the envelope.
     *
     * @param temporaryName unique
     */
    public static SpoolCopy create(FileSystemDoor door, MaildirFolders folders, Prefix prefix, String temporaryName)
            throws IOException {
        Path temporary = folders.temporary(prefix.mailbox()).resolve(temporaryName);
        byte[] lines = prefix.unsealed();
        SpoolCopy copy = new SpoolCopy(door, prefix, temporary, folders.arrived(prefix.mailbox()), lines.length,
                door.createExclusive(temporary));
        try {
            copy.writeAll(lines, 0, lines.length);
        } catch (IOException failed) {
            copy.discard();
            throw failed;
        }
        return copy;
    }

    /** The envelope that stands in it. */
    public Prefix prefix() {
        return prefix;
    }

    /** Where it lies just now. */
    public Path where() {
        return named == null ? temporary : named;
    }

    /** The folder that is going to hold its name; force it after {@link #publish}. */
    public Path arrivedFolder() {
        return arrived;
    }

    /** Bytes of the message so far, without the prefix. */
    public long messageBytes() {
        return position - prefixBytes;
    }

    /** Adds bytes of the message. */
    public void append(byte[] bytes, int offset, int length) throws IOException {
        writeAll(bytes, offset, length);
        sum.update(bytes, offset, length);
    }

    /**
     * Takes the message over from another copy that is still open.
     *
     * @param from the first byte of it that is wanted
     */
    public void appendBodyOf(SpoolCopy other, long from) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        InputStream rest = other.message(from);
        for (int read = rest.read(block); read >= 0; read = rest.read(block)) {
            append(block, 0, read);
        }
    }

    /**
     * The message as far as it was written, read straight from the file; not to be closed, and good until the copy is
     * sealed or discarded.
     *
     * @param from the first byte of it that is wanted
     */
    public InputStream message(long from) {
        return new WrittenMessage(file, prefixBytes + from, position);
    }

    /** Fills in the first line and returns when all bytes are on the disk and the file is closed. */
    public void seal() throws IOException {
        byte[] firstLine = prefix.seal(messageBytes(), (int) sum.getValue());
        long end = position;
        position = 0;
        writeAll(firstLine, 0, firstLine.length);
        position = end;
        // On the very descriptor that wrote: an error of the write-back is told to that one, and perhaps to no other.
        file.force();
        open = false;
        file.close();
    }

    /** Gives the message its name: from here on it can be seen. */
    public void publish() throws IOException {
        Path name = arrived.resolve(MaildirName.of(prefix.id(), position, prefix.mailClass()));
        named = name;
        door.rename(temporary, name);
    }

    /** What a reader finds, once it is published. */
    public StoredMail stored() {
        return prefix.stored(messageBytes());
    }

    /**
     * Leaves no trace, as far as the disk lets us: what stays in {@code tmp/} is removed at the next start, and a copy
     * that stays in {@code new/} is a duplicate of what its sender will send again.
     */
    public void discard() {
        if (open) {
            open = false;
            attempt(file::close);
        }
        attempt(() -> door.delete(temporary));
        Path name = named;
        if (name != null) {
            attempt(() -> door.delete(name));
        }
    }

    private void writeAll(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
        while (rest.hasRemaining()) {
            int written = file.write(rest, position);
            if (written <= 0) {
                throw new IOException("the disk took no byte and gave no reason");
            }
            position += written;
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void attempt(Step step) {
        try {
            step.run();
        } catch (IOException alreadyFailing) {
            // The failure that brought us here is the one that is told.
        }
    }
}
