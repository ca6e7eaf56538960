// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.disk.DiskFault;

/**
 * The disk did not do what it was asked. Nothing was promised: who was writing answers 452 or 451, and the sender keeps
 * the mail.
 */
public final class SpoolException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean outOfSpace;

    /**
     * Says what failed.
     *
     * @param outOfSpace true for a full disk, no inodes, or the reserve reached: 452 4.3.1; else 451 4.3.0
     */
    public SpoolException(String message, boolean outOfSpace, @Nullable Throwable cause) {
        super(message, cause);
        this.outOfSpace = outOfSpace;
    }

    /** For whoever was writing there: where, what, what to do. */
    static SpoolException at(Path where, IOException failed) {
        boolean full = DiskFault.isOutOfSpace(failed);
        return new SpoolException(
                where + ": " + DiskFault.words(failed)
                        + (full ? ". Make room on this file system" : ". Look at the disk's health"),
                full,
                failed);
    }

    /** Whether room is what is missing. */
    public boolean isOutOfSpace() {
        return outOfSpace;
    }
}
