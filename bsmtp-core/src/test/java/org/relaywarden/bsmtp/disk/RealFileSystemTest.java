// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealFileSystemTest implements FileSystemDoorContract {

    /** Its files and folders know no fsync (fs/sync.c: vfs_fsync_range answers EINVAL), so a call of it shows. */
    private static final Path KNOWS_NO_FORCE = Path.of("/proc/self");

    private final RealFileSystem door = new RealFileSystem();

    @TempDir
    Path temporary;

    @Override
    public FileSystemDoor door() {
        return door;
    }

    @Override
    public Path folder() {
        return temporary.resolve("mail");
    }

    @Test
    void aFolderIsForcedByTheSystem() {
        IOException refused = assertThrows(IOException.class, () -> door.forceFolder(KNOWS_NO_FORCE));
        assertTrue(DiskFault.isNotSupported(refused), refused.toString());
    }

    @Test
    void aFileIsForcedByTheSystem() throws IOException {
        try (FileSystemDoor.OpenFile file = door.openForReading(KNOWS_NO_FORCE.resolve("status"))) {
            IOException refused = assertThrows(IOException.class, file::force);
            assertTrue(DiskFault.isNotSupported(refused), refused.toString());
        }
    }

    /** The umask of whoever runs this is 022 almost everywhere. */
    @Test
    void ownerAndGroupAreLetInAndNobodyElse() throws IOException {
        door.createExclusive(file("tmp/x")).close();
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file("tmp/x"))));
        for (Path folder : List.of(folder(), file("tmp"))) {
            assertEquals("rwxrwx---", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
    }

    @Test
    void aFolderHandsItsGroupOnWhereItWasToldTo() throws IOException {
        Files.setAttribute(temporary, "unix:mode", 02750);
        Path made = temporary.resolve("accounts/anna");
        door.createFolder(made);
        assertEquals(02770, (int) Files.getAttribute(made, "unix:mode") & 07777);
    }
}
