// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What a failed call to the file system means. Java hands on the system's words, not its number. */
public final class DiskFault {

    private DiskFault() {}

    /** ENOSPC (bytes or inodes) or EDQUOT: room is what is missing, and may come back. */
    public static boolean isOutOfSpace(IOException failed) {
        String words = words(failed);
        return words.contains("No space left") || words.contains("quota exceeded");
    }

    /** ENOENT or ENOTDIR: nothing lies there, at least no folder. */
    public static boolean isNotThere(IOException failed) {
        return failed instanceof NoSuchFileException || words(failed).contains("Not a directory")
                || failed instanceof NotDirectoryException;
    }

    /** EINVAL from a file system that has no such call. */
    public static boolean isNotSupported(IOException failed) {
        return words(failed).contains("Invalid argument");
    }

    /** The system's words, or the kind of failure where it gave none. */
    public static String words(IOException failed) {
        String reason = failed instanceof FileSystemException system ? system.getReason() : failed.getMessage();
        return reason == null ? failed.getClass().getSimpleName() : reason;
    }
}
