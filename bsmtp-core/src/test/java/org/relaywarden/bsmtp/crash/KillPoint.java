// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

/** Where the process is killed. The first six and C8 kill themselves; at the others the parent kills. */
enum KillPoint {
    /** A file was made, and nothing else. */
    C1_FILE_MADE,
    /** Half of a write is done. */
    C2_HALF_WRITTEN,
    /** All is written, nothing forced. */
    C3_NOT_FORCED,
    /** The bytes are on the disk, the name is not given. */
    C4_NOT_NAMED,
    /** The name is given, its folder not forced. */
    C5_FOLDER_NOT_FORCED,
    /** Every folder is forced, nobody was told. */
    C6_NOT_ANSWERED,
    /** The first byte of the 250 has arrived. */
    C7_HALF_ANSWERED,
    /** One account has its copy, the next has not. */
    C8_BETWEEN_ACCOUNTS,
    /** A POP3 server is moving mail from new/ to cur/. */
    C16_WHILE_MOVED,
    /** At any time. */
    AT_RANDOM;

    boolean isByTheParent() {
        return this == C7_HALF_ANSWERED || this == C16_WHILE_MOVED || this == AT_RANDOM;
    }

    /** With which a process ends that was killed here; no other end of it has such a code. */
    int exitCode() {
        return isByTheParent() ? 128 + 9 : 64 + ordinal();
    }
}
