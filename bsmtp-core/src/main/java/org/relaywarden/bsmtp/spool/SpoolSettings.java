// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where the mail lies and how much room must stay free. Immutable.
 *
 * @param folder holds {@code accounts/}, {@code system/} and {@code quarantine/}; one file system below it, for a
 *     message gets its name by a rename
 * @param reserveBytes no message is begun with less than this free; at least one and a half times the largest message,
 *     for what is begun must fit. Inodes have no count in Java: running out of them is seen when a file is made, and
 *     answered as a full disk
 * @param hostName stands in file names, 1 to 255 letters, digits, hyphens and dots
 */
public record SpoolSettings(Path folder, long reserveBytes, String hostName) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,254})");

    public SpoolSettings {
        if (reserveBytes < 0) {
            throw new IllegalArgumentException("a reserve is 0 bytes or more, got " + reserveBytes);
        }
        if (!HOST.matcher(hostName).matches()) {
            throw new IllegalArgumentException("a host name is 1 to 255 letters, digits, hyphens and dots");
        }
        folder = folder.toAbsolutePath().normalize();
    }

    /** A reserve of 100 MiB: room for two of the largest messages of a default intake. */
    public static SpoolSettings defaults(Path folder, String hostName) {
        return new SpoolSettings(folder, 100L << 20, hostName);
    }
}
