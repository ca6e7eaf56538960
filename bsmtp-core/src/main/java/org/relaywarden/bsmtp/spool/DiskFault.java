// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What a failed call to the file system means. Java hands on the system's words, not its number. */
final class DiskFault {

    private DiskFault() {}

    /** ENOSPC (bytes or inodes) or EDQUOT: room is what is missing, and may come back. */
    static boolean isOutOfSpace(IOException failed) {
        String words = words(failed);
        return words.contains("No space left") || words.contains("quota exceeded");
    }

    /** EINVAL from a file system that has no such call. */
    static boolean isNotSupported(IOException failed) {
        return words(failed).contains("Invalid argument");
    }

    /** The exception for whoever was writing: where, what, what to do. */
    static SpoolException told(Path where, IOException failed) {
        boolean full = isOutOfSpace(failed);
        return new SpoolException(
                where + ": " + words(failed)
                        + (full ? ". Make room on this file system" : ". Look at the disk's health"),
                full,
                failed);
    }

    private static String words(IOException failed) {
        String reason = failed instanceof FileSystemException system ? system.getReason() : failed.getMessage();
        return reason == null ? failed.getClass().getSimpleName() : reason;
    }
}
