// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A disk in memory, which remembers every step: {@link PowerCut} tells from them what a cut would leave. */
public final class MemoryDisk implements FileSystemDoor {

    private static final Instant MODIFIED = Instant.parse("2026-03-01T08:00:00Z");

    private final DiskState found;
    private final DiskState state;
    private final List<DiskStep> steps = new ArrayList<>();
    private int nodes;

    /** An empty one. */
    public MemoryDisk() {
        this(new DiskState());
    }

    /** One on which this lies, all of it safe. */
    public MemoryDisk(DiskState found) {
        this.found = found;
        state = new DiskState(found);
        nodes = found.freeNode();
    }

    /** How many steps were taken. */
    public synchronized int steps() {
        return steps.size();
    }

    DiskState found() {
        return found;
    }

    synchronized List<DiskStep> allSteps() {
        return List.copyOf(steps);
    }

    private void take(DiskStep step) {
        steps.add(step);
        state.apply(step);
    }

    private int node(Path path) throws NoSuchFileException {
        Integer node = state.find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    private int folder(Path path) throws IOException {
        int node = node(path);
        if (!state.isFolder(node)) {
            throw new NotDirectoryException(path.toString());
        }
        return node;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    @Override
    public synchronized OpenFile createExclusive(Path file) throws IOException {
        int folder = folder(file.getParent());
        if (state.find(file) != null) {
            throw new FileAlreadyExistsException(file.toString());
        }
        int node = nodes++;
        take(new DiskStep.Made(folder, name(file), node, false));
        return new Node(node);
    }

    @Override
    public synchronized OpenFile openForReading(Path file) throws IOException {
        return new Node(node(file));
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        int taken = node(from);
        int target = folder(to.getParent());
        Integer there = state.find(to);
        if (there != null && state.isFolder(there) && !state.isFolder(taken)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        take(new DiskStep.Renamed(folder(from.getParent()), name(from), target, name(to), taken));
    }

    @Override
    public synchronized void forceFolder(Path folder) throws IOException {
        take(new DiskStep.FolderForced(folder(folder)));
    }

    @Override
    public synchronized void createFolder(Path folder) throws IOException {
        Path path = folder.getRoot();
        for (Path name : folder) {
            int parent = folder(path);
            path = path.resolve(name);
            Integer there = state.find(path);
            if (there == null) {
                take(new DiskStep.Made(parent, name.toString(), nodes++, true));
            } else if (!state.isFolder(there)) {
                throw new FileAlreadyExistsException(path.toString());
            }
        }
    }

    @Override
    public synchronized boolean delete(Path file) throws IOException {
        Integer node = state.find(file);
        if (node == null) {
            return false;
        }
        if (state.isFolder(node) && !state.names(node).isEmpty()) {
            throw new DirectoryNotEmptyException(file.toString());
        }
        take(new DiskStep.Deleted(folder(file.getParent()), name(file)));
        return true;
    }

    @Override
    public synchronized List<String> list(Path folder) throws IOException {
        return List.copyOf(state.names(folder(folder)).keySet());
    }

    @Override
    public synchronized Instant lastModified(Path file) throws IOException {
        node(file);
        return MODIFIED;
    }

    @Override
    public long usableBytes(Path folder) {
        return Long.MAX_VALUE;
    }

    @Override
    public long usableInodes(Path folder) {
        return Long.MAX_VALUE;
    }

    @Override
    public synchronized OptionalLong fileBytes(Path file) throws IOException {
        Integer node = state.find(file);
        return node == null || state.isFolder(node) ? OptionalLong.empty() : OptionalLong.of(new Node(node).size());
    }

    private final class Node implements OpenFile {

        private final int node;
        private boolean open = true;

        private Node(int node) {
            this.node = node;
        }

        private void mustBeOpen() throws ClosedChannelException {
            if (!open) {
                throw new ClosedChannelException();
            }
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            synchronized (MemoryDisk.this) {
                mustBeOpen();
                byte[] written = new byte[bytes.remaining()];
                bytes.get(written);
                take(new DiskStep.Written(node, Math.toIntExact(position), written));
                return written.length;
            }
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            synchronized (MemoryDisk.this) {
                mustBeOpen();
                byte[] all = state.bytes(node);
                if (position >= all.length) {
                    return -1;
                }
                int length = Math.min(bytes.remaining(), all.length - (int) position);
                bytes.put(all, (int) position, length);
                return length;
            }
        }

        @Override
        public long size() {
            synchronized (MemoryDisk.this) {
                return state.bytes(node).length;
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (MemoryDisk.this) {
                mustBeOpen();
                take(new DiskStep.FileForced(node));
            }
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
