// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.journal.Journal;

/** Opens a spool on a file system of a test's choice. */
public final class SpoolOnDoor {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.123456Z");

    private SpoolOnDoor() {}

    /** With no reserve of room, on a clock that stands still. */
    public static Spool open(Path folder, FileSystemDoor door, Journal journal) throws IOException {
        return FileSpool.open(
                new SpoolSettings(folder, 0, "mail.isp.example"), journal, InstantSource.fixed(NOW), door);
    }
}
