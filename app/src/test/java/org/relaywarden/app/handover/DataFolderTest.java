// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.app.ChildJvm;

/** Decision 5: one process owns the data folder, and the others hand their commands to it. */
@Timeout(120)
final class DataFolderTest {

    private static final Request REQUEST = new Request(Path.of("/some where"), List.of("caf\u00e9", "a b", ""));

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Path folder() {
        return temporary.resolve("data");
    }

    private OptionalInt handOver(Request request) throws IOException {
        return DataFolder.handOver(folder(), request, utf8(out), utf8(err));
    }

    private static PrintStream utf8(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    @Test
    void aFolderHasOneOwnerAtATime() throws IOException {
        try (DataFolder _ = DataFolder.claim(folder()).orElseThrow()) {
            assertEquals(Optional.empty(), DataFolder.claim(folder()), "in this process");
            Path link = Files.createSymbolicLink(temporary.resolve("link"), folder());
            assertEquals(Optional.empty(), DataFolder.claim(link), "under another name");
        }
        DataFolder.claim(folder()).orElseThrow().close();
    }

    @Test
    void noOtherProcessOwnsItToo() throws Exception {
        try (ChildJvm child = new ChildJvm(temporary, Holder.class, folder().toString())) {
            assertEquals("held", child.line());
            assertEquals(Optional.empty(), DataFolder.claim(folder()));
            assertEquals("process " + child.pid(), DataFolder.ownerOf(folder()));
            assertEquals(OptionalInt.empty(), handOver(REQUEST), "it owns, and takes no commands");

            child.kill();
            DataFolder.claim(folder()).orElseThrow().close();
        }
    }

    /**
     * A second claim in the owner's own process opens and closes no channel, which would drop the lock for all (fcntl).
     */
    @Test
    void aSecondClaimInTheOwnerDoesNotLoseTheLock() throws Exception {
        try (DataFolder _ = DataFolder.claim(folder()).orElseThrow()) {
            assertEquals(Optional.empty(), DataFolder.claim(folder()));
            try (ChildJvm child = new ChildJvm(temporary, Holder.class, folder().toString())) {
                assertEquals(1, child.exitWithin(60), "the child must not get it");
                assertTrue(child.errors().contains("NoSuchElementException"), child.errors());
            }
        }
    }

    @Test
    void aCommandRunsThereAndItsWordsComeBack() throws Exception {
        try (ChildJvm child = new ChildJvm(temporary, Holder.class, folder().toString(), "listen")) {
            assertEquals("held", child.line());

            assertEquals(OptionalInt.of(7), handOver(REQUEST));
            assertEquals("in /some where\n" + "x".repeat(200_000), out.toString(StandardCharsets.UTF_8));
            assertEquals("got [caf\u00e9, a b, ]\n", err.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    @SuppressWarnings("try") // the child is closed in the middle, on purpose
    void anOwnerThatDiesInTheMiddleIsAFault() throws Exception {
        try (ChildJvm child = new ChildJvm(temporary, Holder.class, folder().toString(), "listen")) {
            assertEquals("held", child.line());
            PrintStream killing = new PrintStream(out, true, StandardCharsets.UTF_8) {
                @Override
                public void flush() {
                    super.flush();
                    child.close();
                }
            };

            Request hang = new Request(temporary, List.of("hang"));
            IOException fault = assertThrows(
                    IOException.class, () -> DataFolder.handOver(folder(), hang, killing, utf8(err)));

            assertTrue(fault.getMessage().contains("ended before the command was done"), fault::toString);
            assertEquals(OptionalInt.empty(), handOver(REQUEST), "a socket that nobody listens on any more");
        }
    }

    @Test
    void folderAndSocketAreForTheOwnerAlone() throws IOException {
        try (DataFolder ours = DataFolder.claim(folder()).orElseThrow();
                Closeable _ = ours.listen((_, _, _) -> 0)) {
            assertEquals("rwx------", rightsOf(folder()));
            assertEquals("rwx------", rightsOf(folder().resolve("run")));
            assertEquals("rw-------", rightsOf(folder().resolve("run/commands")));
        }
        assertFalse(Files.exists(folder().resolve("run/commands")), "closed, it leaves no socket");
    }

    private static String rightsOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void garbageOnTheSocketHurtsNobody() throws IOException {
        try (DataFolder ours = DataFolder.claim(folder()).orElseThrow();
                Closeable _ = ours.listen((_, _, _) -> 3)) {
            for (String garbage : List.of("", "GET / HTTP/1.0\r\n\r\n", "RW\0\1\u007f\u007f\u007f\u007f")) {
                try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                    channel.connect(UnixDomainSocketAddress.of(folder().resolve("run/commands")));
                    channel.write(ByteBuffer.wrap(garbage.getBytes(StandardCharsets.ISO_8859_1)));
                    channel.shutdownOutput();
                    assertEquals(-1, channel.read(ByteBuffer.allocate(1)), "it hangs up: " + garbage);
                }
            }
            assertEquals(OptionalInt.of(3), handOver(REQUEST));
        }
    }

    @Test
    void aCommandTooLargeIsRefusedHere() throws IOException {
        try (DataFolder ours = DataFolder.claim(folder()).orElseThrow();
                Closeable _ = ours.listen((_, _, _) -> 0)) {
            Request large = new Request(temporary, List.of("x".repeat(100_001)));
            assertThrows(IOException.class, () -> handOver(large));
        }
    }
}
