// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where the mail lies and how much room must stay free. Immutable.
 *
 * @param folder holds {@code accounts/}, {@code system/} and {@code quarantine/}; one file system below it, for a
 *     message gets its name by a rename
 * @param reserveBytes no message of a stranger's is begun with less than this free; at least one and a half times the
 *     largest message, for what is begun must fit
 * @param reserveInodes the same for files that may still be made
 * @param hostName stands in file names, 1 to 255 letters, digits, hyphens and dots
 */
public record SpoolSettings(Path folder, long reserveBytes, long reserveInodes, String hostName) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,254})");

    /** System mail and what the program writes itself may use three quarters of the reserve. */
    private static final int FLOOR_SHARE = 4;

    private static final long RESERVE_INODES = 1_000;

    public SpoolSettings {
        if (reserveBytes < 0 || reserveInodes < 0) {
            throw new IllegalArgumentException(
                    "a reserve is 0 or more, got " + reserveBytes + " bytes, " + reserveInodes + " inodes");
        }
        if (!HOST.matcher(hostName).matches()) {
            throw new IllegalArgumentException("a host name is 1 to 255 letters, digits, hyphens and dots");
        }
        folder = folder.toAbsolutePath().normalize();
    }

    /** Without a reserve of inodes: running out of them is then seen when a file is made. */
    public SpoolSettings(Path folder, long reserveBytes, String hostName) {
        this(folder, reserveBytes, 0, hostName);
    }

    /** A reserve of 100 MiB and 1,000 inodes: room for two of the largest messages of a default intake. */
    public static SpoolSettings defaults(Path folder, String hostName) {
        return new SpoolSettings(folder, 100L << 20, RESERVE_INODES, hostName);
    }

    /** Below this not even system mail and the program's own is begun. */
    public long floorBytes() {
        return reserveBytes / FLOOR_SHARE;
    }

    /** The same for inodes. */
    public long floorInodes() {
        return reserveInodes / FLOOR_SHARE;
    }
}
