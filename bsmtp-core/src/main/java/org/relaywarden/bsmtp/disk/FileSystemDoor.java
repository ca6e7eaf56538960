// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Every call that the spool makes to the file system, and no way round it: so a test can make each of them fail, and
 * can tell from their order what a power cut would leave. Thread-safe.
 */
public interface FileSystemDoor {

    /** An open file, used by one thread. */
    interface OpenFile extends AutoCloseable {

        /** Writes some of what remains, at least one byte, and returns how many: a short write is no error. */
        int write(ByteBuffer bytes, long position) throws IOException;

        /** Reads some bytes; -1 at the end. */
        int read(ByteBuffer bytes, long position) throws IOException;

        /** Bytes, written ones too that are not forced yet. */
        long size() throws IOException;

        /** Returns when bytes and size are on the disk. An error of an earlier write may come out here. */
        void force() throws IOException;

        /** May report what {@link #force} did not. */
        @Override
        void close() throws IOException;
    }

    /** Makes a file that was not there before, for writing and reading. */
    OpenFile createExclusive(Path file) throws IOException;

    /** @throws java.nio.file.NoSuchFileException when it is not, or no longer, there */
    OpenFile openForReading(Path file) throws IOException;

    /** Gives the file its other name in one step. */
    void rename(Path from, Path to) throws IOException;

    /** Returns when the names in the folder are on the disk. */
    void forceFolder(Path folder) throws IOException;

    /** Makes a folder and its parents; says nothing when it is there. */
    void createFolder(Path folder) throws IOException;

    /** False when it was not there. */
    boolean delete(Path file) throws IOException;

    /** The names in a folder, in no order. */
    List<String> list(Path folder) throws IOException;

    /**
     * When a file was last written, or a name in a folder came, went or changed.
     *
     * @throws java.nio.file.NoSuchFileException when it is not there
     */
    Instant lastModified(Path file) throws IOException;

    /** The size of a file; empty for a folder, and for what is not, or no longer, there. */
    OptionalLong fileBytes(Path file) throws IOException;

    /** What we may still write. */
    long usableBytes(Path folder) throws IOException;

    /** How many files we may still make; {@link Long#MAX_VALUE} where there is no such limit, or nobody tells. */
    long usableInodes(Path folder) throws IOException;
}
