// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * The file system of the machine. Mail is not for everyone's eyes: nothing is made readable to others than owner and
 * group, the group so that a POP3 server of its own user can be let in.
 */
public final class RealFileSystem implements FileSystemDoor {

    /** A force holds the carrier of a virtual thread; more at once brought no more messages a second. */
    private static final int FORCES_AT_ONCE = 64;

    private static final FileAttribute<?> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw----"));
    private static final FileAttribute<?> FOLDER_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---"));

    private static final String UNIX_MODE = "unix:mode";
    private static final int MODE_BITS = 07777;
    private static final int FILE_FOR_GROUP = 0660;
    private static final int FOLDER_FOR_GROUP = 0770;

    private final Semaphore forces = new Semaphore(FORCES_AT_ONCE);

    @Override
    public OpenFile createExclusive(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), FILE_MODE);
        try {
            letGroupIn(file, FILE_FOR_GROUP);
        } catch (IOException failed) {
            channel.close();
            Files.deleteIfExists(file);
            throw failed;
        }
        return new Channel(channel);
    }

    @Override
    public OpenFile openForReading(Path file) throws IOException {
        return new Channel(FileChannel.open(file, READ));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            forced(channel);
        }
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            createFolder(parent);
        }
        try {
            Files.createDirectory(folder, FOLDER_MODE);
        } catch (FileAlreadyExistsException byAnother) {
            if (Files.isDirectory(folder)) {
                return;
            }
            throw byAnother;
        }
        letGroupIn(folder, FOLDER_FOR_GROUP);
    }

    /** The usual umask (022) takes from the group what it was given. All else stays, as a folder's set-group-ID bit. */
    private static void letGroupIn(Path made, int bits) throws IOException {
        if (Files.getAttribute(made, UNIX_MODE) instanceof Integer mode && (mode & bits) != bits) {
            Files.setAttribute(made, UNIX_MODE, (mode & MODE_BITS) | bits);
        }
    }

    @Override
    public boolean delete(Path file) throws IOException {
        return Files.deleteIfExists(file);
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        return names;
    }

    @Override
    public Instant lastModified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    @Override
    public OptionalLong fileBytes(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? OptionalLong.of(attributes.size()) : OptionalLong.empty();
        } catch (NoSuchFileException gone) {
            return OptionalLong.empty();
        }
    }

    @Override
    public long usableBytes(Path folder) throws IOException {
        Optional<VolumeRoom> room = VolumeRoom.of(folder);
        return room.isPresent() ? room.get().usableBytes() : Files.getFileStore(folder).getUsableSpace();
    }

    @Override
    public long usableInodes(Path folder) throws IOException {
        return VolumeRoom.of(folder).map(VolumeRoom::usableInodes).orElse(Long.MAX_VALUE);
    }

    private void forced(FileChannel channel) throws IOException {
        forces.acquireUninterruptibly();
        try {
            channel.force(true);
        } finally {
            forces.release();
        }
    }

    private final class Channel implements OpenFile {

        private final FileChannel channel;

        private Channel(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            return channel.write(bytes, position);
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return channel.read(bytes, position);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void force() throws IOException {
            forced(channel);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
