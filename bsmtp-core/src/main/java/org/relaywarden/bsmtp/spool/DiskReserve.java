// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.nio.file.Path;
import org.relaywarden.bsmtp.disk.FileSystemDoor;

/**
 * Keeps the last room on the disk for what the service needs to go on: mail for the program itself, and what the
 * program writes, may use the reserve down to its floor; mail of strangers may not begin to. Thread-safe.
 */
final class DiskReserve {

    private final SpoolSettings settings;
    private final FileSystemDoor door;
    private final SpoolJournal journal;

    DiskReserve(SpoolSettings settings, FileSystemDoor door, SpoolJournal journal) {
        this.settings = settings;
        this.door = door;
        this.journal = journal;
    }

    /**
     * Looks at the disk before a message is begun.
     *
     * @param mayUseReserve whether it is system mail or our own
     * @throws SpoolException when bytes or inodes are short; nothing was begun
     */
    void check(boolean mayUseReserve) throws SpoolException {
        Path folder = settings.folder();
        long bytesMin = mayUseReserve ? settings.floorBytes() : settings.reserveBytes();
        long inodesMin = mayUseReserve ? settings.floorInodes() : settings.reserveInodes();
        long usableBytes;
        long usableInodes;
        try {
            usableBytes = door.usableBytes(folder);
            usableInodes = door.usableInodes(folder);
        } catch (IOException failed) {
            throw SpoolException.at(folder, failed);
        }
        if (usableBytes < bytesMin) {
            throw reached("bytes", usableBytes, bytesMin, ". Make room on this file system");
        }
        if (usableInodes < inodesMin) {
            throw reached("inodes", usableInodes, inodesMin,
                    ". Remove files on this file system, or make one with more inodes");
        }
    }

    private SpoolException reached(String what, long usable, long least, String remedy) {
        journal.reserveReached(settings.folder(), what, usable, least);
        return new SpoolException(
                settings.folder() + ": " + usable + " " + what + " free, fewer than the reserve of " + least + remedy,
                true,
                null);
    }
}
