// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Another door, with somebody beside it who sees each change before and after it is made, and may leave it out. */
public abstract class WatchedDoor implements FileSystemDoor {

    /** The calls that change something, or make it safe. */
    public enum Change {
        CREATE,
        WRITE,
        FORCE,
        CLOSE,
        RENAME,
        FORCE_FOLDER,
        CREATE_FOLDER,
        DELETE
    }

    private final FileSystemDoor door;

    protected WatchedDoor(FileSystemDoor door) {
        this.door = door;
    }

    /**
     * Called before each.
     *
     * @param path of a rename the new name
     * @return false to leave it out and say nothing
     */
    protected boolean before(Change change, Path path) {
        return true;
    }

    /** Called after each that went well. */
    protected void after(Change change, Path path) {}

    /** How much of a write is made in one; less is legal. */
    protected int writeAtOnce(Path path, long position, int bytes) {
        return bytes;
    }

    private interface Call {
        void make() throws IOException;
    }

    private void change(Change change, Path path, Call call) throws IOException {
        if (before(change, path)) {
            call.make();
            after(change, path);
        }
    }

    @Override
    public OpenFile createExclusive(Path file) throws IOException {
        before(Change.CREATE, file);
        OpenFile created = door.createExclusive(file);
        after(Change.CREATE, file);
        return new Watched(file, created);
    }

    @Override
    public OpenFile openForReading(Path file) throws IOException {
        return door.openForReading(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change(Change.RENAME, to, () -> door.rename(from, to));
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        change(Change.FORCE_FOLDER, folder, () -> door.forceFolder(folder));
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        change(Change.CREATE_FOLDER, folder, () -> door.createFolder(folder));
    }

    @Override
    public boolean delete(Path file) throws IOException {
        before(Change.DELETE, file);
        boolean deleted = door.delete(file);
        after(Change.DELETE, file);
        return deleted;
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        return door.list(folder);
    }

    @Override
    public Instant lastModified(Path file) throws IOException {
        return door.lastModified(file);
    }

    @Override
    public long usableBytes(Path folder) throws IOException {
        return door.usableBytes(folder);
    }

    @Override
    public long usableInodes(Path folder) throws IOException {
        return door.usableInodes(folder);
    }

    @Override
    public OptionalLong fileBytes(Path file) throws IOException {
        return door.fileBytes(file);
    }

    private final class Watched implements OpenFile {

        private final Path path;
        private final OpenFile file;

        private Watched(Path path, OpenFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            before(Change.WRITE, path);
            int length = writeAtOnce(path, position, bytes.remaining());
            int written = file.write(bytes.slice(bytes.position(), length), position);
            bytes.position(bytes.position() + written);
            after(Change.WRITE, path);
            return written;
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return file.read(bytes, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void force() throws IOException {
            change(Change.FORCE, path, file::force);
        }

        @Override
        public void close() throws IOException {
            change(Change.CLOSE, path, file::close);
        }
    }
}
