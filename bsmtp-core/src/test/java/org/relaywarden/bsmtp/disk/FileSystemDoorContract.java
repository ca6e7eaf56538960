// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the spool relies on. The disk in memory must keep it too, or the power-cut model says nothing about ours. */
interface FileSystemDoorContract {

    FileSystemDoor door();

    /** There is nothing there yet. */
    Path folder();

    @BeforeEach
    default void makeFolders() throws IOException {
        door().createFolder(folder().resolve("tmp"));
        door().createFolder(folder().resolve("new"));
        door().createFolder(folder().resolve("new"));
    }

    default Path file(String name) {
        return folder().resolve(name);
    }

    default void make(Path file, String bytes) throws IOException {
        try (FileSystemDoor.OpenFile open = door().createExclusive(file)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes.getBytes());
            while (rest.hasRemaining()) {
                open.write(rest, rest.position());
            }
            open.force();
        }
    }

    default String read(Path file) throws IOException {
        try (FileSystemDoor.OpenFile open = door().openForReading(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(100);
            int length = Math.max(0, open.read(bytes, 0));
            assertEquals(length, open.size());
            assertEquals(-1, open.read(ByteBuffer.allocate(1), length), "behind the end there is nothing");
            return new String(Arrays.copyOf(bytes.array(), length));
        }
    }

    @Test
    default void aFileThatIsThereIsNeverMadeAgain() throws IOException {
        make(file("tmp/x"), "the mail of somebody else");
        assertThrows(FileAlreadyExistsException.class, () -> door().createExclusive(file("tmp/x")).close());
        assertEquals("the mail of somebody else", read(file("tmp/x")));
    }

    @Test
    default void aFileInNoFolderCanNotBeMade() {
        assertThrows(NoSuchFileException.class, () -> door().createExclusive(file("gone/x")).close());
    }

    @Test
    default void whatWasWrittenCanBeReadThroughTheSameOpenFile() throws IOException {
        try (FileSystemDoor.OpenFile open = door().createExclusive(file("tmp/x"))) {
            assertEquals(3, open.write(ByteBuffer.wrap("abc".getBytes()), 2));
            assertEquals(1, open.write(ByteBuffer.wrap("X".getBytes()), 0));
            byte[] bytes = new byte[5];
            assertEquals(5, open.read(ByteBuffer.wrap(bytes), 0));
            assertArrayEquals("X\0abc".getBytes(), bytes);
        }
    }

    @Test
    default void aRenameTakesTheNameOfWhatWasThere() throws IOException {
        make(file("tmp/x"), "new");
        make(file("new/x"), "old");
        door().rename(file("tmp/x"), file("new/x"));
        assertEquals("new", read(file("new/x")), "in one step: a copy would have to delete first, or refuse");
        assertEquals(List.of(), door().list(file("tmp")));
    }

    @Test
    default void aRenameOfNothingOrToNowhereFails() throws IOException {
        make(file("tmp/x"), "x");
        assertThrows(NoSuchFileException.class, () -> door().rename(file("tmp/y"), file("new/y")));
        assertThrows(NoSuchFileException.class, () -> door().rename(file("tmp/x"), file("gone/x")));
        assertEquals("x", read(file("tmp/x")));
    }

    @Test
    default void anOpenFileOutlivesItsName() throws IOException {
        make(file("tmp/x"), "x");
        try (FileSystemDoor.OpenFile open = door().openForReading(file("tmp/x"))) {
            assertTrue(door().delete(file("tmp/x")));
            assertEquals(1, open.read(ByteBuffer.allocate(1), 0));
        }
        assertFalse(door().delete(file("tmp/x")), "gone already");
        assertThrows(NoSuchFileException.class, () -> door().openForReading(file("tmp/x")).close());
        assertThrows(NoSuchFileException.class, () -> door().lastModified(file("tmp/x")));
    }

    @Test
    default void aFolderListsItsNames() throws IOException {
        make(file("new/x"), "x");
        make(file("new/y"), "y");
        assertEquals(List.of("x", "y"), door().list(file("new")).stream().sorted().toList());
        assertThrows(NoSuchFileException.class, () -> door().list(file("gone")));
        assertThrows(NotDirectoryException.class, () -> door().list(file("new/x")));
        assertThrows(FileAlreadyExistsException.class, () -> door().createFolder(file("new/x")));
    }

    @Test
    default void aFileHasASizeAndAFolderHasNone() throws IOException {
        make(file("new/x"), "four");
        assertEquals(OptionalLong.of(4), door().fileBytes(file("new/x")));
        assertEquals(OptionalLong.empty(), door().fileBytes(file("new")));
        assertEquals(OptionalLong.empty(), door().fileBytes(file("new/gone")));
    }

    @Test
    default void roomIsLeft() throws IOException {
        assertTrue(door().usableBytes(file("new")) > 0);
        assertTrue(door().usableInodes(file("new")) > 0);
    }

    @Test
    default void aForceReachesTheSystem() throws IOException {
        FileSystemDoor.OpenFile open = door().createExclusive(file("tmp/x"));
        open.force();
        open.close();
        assertThrows(ClosedChannelException.class, open::force, "a force that is not made would not notice");
        door().forceFolder(file("tmp"));
        assertThrows(NoSuchFileException.class, () -> door().forceFolder(file("gone")));
    }
}
