// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A file system, by default the real one, behind a counter: it remembers every call, in order, and makes those fail
 * that a test names.
 */
public final class FaultyFileSystem implements FileSystemDoor {

    /** What goes wrong at a call. */
    public enum Fault {
        /** The disk is full. */
        NO_SPACE("No space left on device"),
        /** The disk is broken. */
        INPUT_OUTPUT("Input/output error"),
        /** A write takes half of its bytes, then the disk is full; any other call fails. */
        SHORT_THEN_NO_SPACE("No space left on device"),
        /** The call is done, and then reported as failed: what a lost answer of a network file system looks like. */
        DONE_BUT_REPORTED("Input/output error");

        private final String words;

        Fault(String words) {
            this.words = words;
        }
    }

    /**
     * One call.
     *
     * @param target the new name of a rename, else the path itself
     * @param end behind the last byte of a write
     */
    public record Call(String what, Path path, Path target, long end) {
        @Override
        public String toString() {
            return what + " " + target;
        }
    }

    private final FileSystemDoor real;
    private final List<Call> calls = new ArrayList<>();
    private Fault fault = Fault.INPUT_OUTPUT;
    private int failing = Integer.MAX_VALUE;
    private int failingUntil = Integer.MAX_VALUE;
    private int writeBytesMax = Integer.MAX_VALUE;
    private long usableBytes = Long.MAX_VALUE;
    private long usableInodes = Long.MAX_VALUE;
    private int failures;
    private String beforeNextOf = "";
    private Step between = () -> { };

    /** Over the machine's. */
    public FaultyFileSystem() {
        this(new RealFileSystem());
    }

    /** Over another. */
    public FaultyFileSystem(FileSystemDoor real) {
        this.real = real;
    }

    /** The n-th call from now, from 1, fails, and no other. */
    public synchronized void failAt(int call, Fault how) {
        calls.clear();
        fault = how;
        failing = call;
        failingUntil = call;
        failures = 0;
    }

    /** The n-th call from now and all behind it fail, till {@link #heal}. */
    public synchronized void failFrom(int call, Fault how) {
        failAt(call, how);
        failingUntil = Integer.MAX_VALUE;
    }

    public synchronized void heal() {
        failing = Integer.MAX_VALUE;
    }

    /** Every write takes at most so many bytes: legal, and no failure. */
    public synchronized void writeAtMost(int bytes) {
        writeBytesMax = bytes;
    }

    public synchronized void haveFree(long bytes) {
        usableBytes = bytes;
    }

    public synchronized void haveFreeInodes(long inodes) {
        usableInodes = inodes;
    }

    public synchronized int failures() {
        return failures;
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Does this once, before the next call of a kind: what a POP3 server does in between. */
    public synchronized void beforeNext(String what, Step step) {
        beforeNextOf = what;
        between = step;
    }

    private synchronized void doBetween(String what) throws IOException {
        if (what.equals(beforeNextOf)) {
            beforeNextOf = "";
            between.run();
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private synchronized boolean fails(Call call) {
        calls.add(call);
        boolean fails = calls.size() >= failing && calls.size() <= failingUntil;
        failures += fails ? 1 : 0;
        return fails;
    }

    private <T> T call(String what, Path path, Work<T> work) throws IOException {
        return call(new Call(what, path, path, 0), work);
    }

    private <T> T call(Call call, Work<T> work) throws IOException {
        doBetween(call.what());
        if (fails(call)) {
            if (fault == Fault.DONE_BUT_REPORTED) {
                work.run();
            }
            throw new IOException(fault.words);
        }
        return work.run();
    }

    private void call(String what, Path path, Step step) throws IOException {
        call(new Call(what, path, path, 0), step);
    }

    private void call(Call call, Step step) throws IOException {
        call(call, () -> {
            step.run();
            return Boolean.TRUE;
        });
    }

    /** Something that is done to files. */
    public interface Step {
        void run() throws IOException;
    }

    @Override
    public OpenFile createExclusive(Path file) throws IOException {
        return call("create", file, () -> new Watched(file, real.createExclusive(file)));
    }

    @Override
    public OpenFile openForReading(Path file) throws IOException {
        return call("open", file, () -> new Watched(file, real.openForReading(file)));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        call(new Call("rename", from, to, 0), () -> real.rename(from, to));
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        call("forceFolder", folder, () -> real.forceFolder(folder));
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        call("createFolder", folder, () -> real.createFolder(folder));
    }

    @Override
    public boolean delete(Path file) throws IOException {
        return call("delete", file, () -> real.delete(file));
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        return call("list", folder, () -> real.list(folder));
    }

    @Override
    public Instant lastModified(Path file) throws IOException {
        return call("lastModified", file, () -> real.lastModified(file));
    }

    @Override
    public long usableBytes(Path folder) throws IOException {
        return call("usableBytes", folder, () -> Math.min(usableBytes, real.usableBytes(folder)));
    }

    @Override
    public long usableInodes(Path folder) throws IOException {
        return call("usableInodes", folder, () -> Math.min(usableInodes, real.usableInodes(folder)));
    }

    @Override
    public OptionalLong fileBytes(Path file) throws IOException {
        return call("fileBytes", file, () -> real.fileBytes(file));
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
            boolean fails = fails(new Call("write", path, path, position + Math.min(bytes.remaining(), writeBytesMax)));
            if (!fails) {
                return writeSome(bytes, position, writeBytesMax);
            }
            if (fault == Fault.SHORT_THEN_NO_SPACE && bytes.remaining() > 1) {
                failing = calls.size() + 1;
                failingUntil = Math.max(failingUntil, failing);
                return writeSome(bytes, position, bytes.remaining() / 2);
            }
            if (fault == Fault.DONE_BUT_REPORTED) {
                writeSome(bytes, position, writeBytesMax);
            }
            throw new IOException(fault.words);
        }

        private int writeSome(ByteBuffer bytes, long position, int atMost) throws IOException {
            int length = Math.min(bytes.remaining(), atMost);
            int written = file.write(bytes.slice(bytes.position(), length), position);
            bytes.position(bytes.position() + written);
            return written;
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return call("read", path, () -> file.read(bytes, position));
        }

        @Override
        public long size() throws IOException {
            return call("size", path, file::size);
        }

        @Override
        public void force() throws IOException {
            call("force", path, file::force);
        }

        @Override
        public void close() throws IOException {
            call("close", path, file::close);
        }
    }
}
