// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.handover;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A data folder that this process owns, until it is closed. Thread-safe. */
public final class DataFolder implements AutoCloseable {

    /**
     * The folders that this process owns. The lock below belongs to the process as a whole, and closing any second
     * channel on the file would drop it (POSIX, fcntl): so a second claim is turned down before it opens one.
     */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private static final int OWNER_BYTES_MAX = 100;

    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder where it is missing, for the owner's eyes alone, and takes its lock.
     *
     * @return empty when another process, or another part of this one, owns it
     * @throws IOException when the folder can't be made or written; the message names it
     */
    public static Optional<DataFolder> claim(Path folder) throws IOException {
        makePrivate(folder);
        makePrivate(folder.resolve("run"));
        Path real = folder.toRealPath();
        if (!OWNED.add(real)) {
            return Optional.empty();
        }
        boolean owned = false;
        FileChannel channel = FileChannel.open(
                lockOf(real), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            owned = channel.tryLock() != null;
            if (!owned) {
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    ("process " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
            return Optional.of(new DataFolder(real, channel));
        } finally {
            if (!owned) {
                channel.close();
                OWNED.remove(real);
            }
        }
    }

    /** Who owns the folder, as far as its lock file tells; for messages. */
    public static String ownerOf(Path folder) {
        try (var in = Files.newInputStream(lockOf(folder))) {
            String owner = new String(in.readNBytes(OWNER_BYTES_MAX), StandardCharsets.UTF_8).strip();
            return owner.matches("process [0-9]+") ? owner : "another process";
        } catch (IOException unreadable) {
            return "another process";
        }
    }

    /**
     * Lets commands be handed over.
     *
     * @return to be closed before what the commands work with is: it takes no more commands then, and waits a moment
     *     for those under way
     * @throws IOException when the socket can't be made; the message names it
     */
    public Closeable listen(CommandRunner runner) throws IOException {
        return Door.open(socketOf(folder), runner);
    }

    /**
     * Hands a command to the owner of a folder, and copies what it prints.
     *
     * @return its exit code; empty when nobody takes commands there, and nothing was done
     * @throws IOException when the owner went away before the command was done
     */
    public static OptionalInt handOver(Path folder, Request request, PrintStream out, PrintStream err)
            throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            try {
                channel.connect(UnixDomainSocketAddress.of(socketOf(folder)));
            } catch (IOException nobodyThere) {
                return OptionalInt.empty();
            }
            return new Wire(channel).ask(request, out, err);
        }
    }

    private static Path lockOf(Path folder) {
        return folder.resolve("run/lock");
    }

    private static Path socketOf(Path folder) {
        return folder.resolve("run/commands");
    }

    /** A folder that is there keeps the rights that its operator gave it. */
    private static void makePrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Gives the folder free. */
    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } finally {
            OWNED.remove(folder);
        }
    }
}
