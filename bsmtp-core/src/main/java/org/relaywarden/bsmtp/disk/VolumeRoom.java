// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a file system has left for us, by statvfs(3): Java knows the bytes, and nothing of inodes. Immutable.
 *
 * @param usableBytes that a user other than root may still write
 * @param usableInodes files that such a user may still make; {@link Long#MAX_VALUE} where there is no limit
 */
record VolumeRoom(long usableBytes, long usableInodes) {

    /** More than {@code struct statvfs} has with any C library. */
    private static final long STRUCT_BYTES = 256;

    // The first eight members are unsigned long, with glibc and musl, on every 64-bit Linux.
    private static final long FRAGMENT_BYTES = 1;
    private static final long BLOCKS_AVAILABLE = 4;
    private static final long FILES = 5;
    private static final long FILES_AVAILABLE = 7;

    private static final Optional<MethodHandle> STATVFS = statvfs();

    /** One function of the C library, which writes nowhere but into what it is given. */
    @SuppressWarnings("restricted") // the launcher allows it; what can go wrong is the layout, and a test reads it
    private static Optional<MethodHandle> statvfs() {
        boolean known = System.getProperty("os.name").equals("Linux") && ValueLayout.ADDRESS.byteSize() == Long.BYTES;
        if (!known) {
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor shape =
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        return linker.defaultLookup().find("statvfs").map(address -> linker.downcallHandle(address, shape));
    }

    /**
     * Asks the file system that holds a folder.
     *
     * @return empty on a system whose answer we can't read
     * @throws IOException when the folder is not there, or its disk does not answer
     */
    static Optional<VolumeRoom> of(Path folder) throws IOException {
        if (STATVFS.isEmpty()) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(folder.toString());
            MemorySegment answer = arena.allocate(STRUCT_BYTES, Long.BYTES);
            if ((int) STATVFS.get().invokeExact(path, answer) != 0) {
                throw new IOException(folder + ": the file system does not tell what it has left");
            }
            return Optional.of(new VolumeRoom(
                    member(answer, FRAGMENT_BYTES) * member(answer, BLOCKS_AVAILABLE),
                    member(answer, FILES) == 0 ? Long.MAX_VALUE : member(answer, FILES_AVAILABLE)));
        } catch (IOException told) {
            throw told;
        } catch (Throwable impossible) {
            throw new IllegalStateException("statvfs throws nothing", impossible);
        }
    }

    private static long member(MemorySegment answer, long index) {
        return answer.getAtIndex(ValueLayout.JAVA_LONG, index);
    }
}
