// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash.delivering;

/** Where a process that delivers is killed. At C12 to C14 it kills itself; at the others the host has it killed. */
enum DeliveryPoint {
    /** The host is dialled, and nothing was said yet but the greetings. */
    C9_DIALLED,
    /** The host waits for the message. */
    C10_TOLD_TO_GO_ON,
    /** The host has the message, and has not said so. */
    C11_TAKEN_UNSAID,
    /** The host's 250 was read, the message is still on the disk. */
    C12_NOT_REMOVED,
    /** Some recipients are served and this is written down; the end of that line may not be. */
    C13_NOTE_HALF_WRITTEN,
    /** The bounce is on the disk for good, and so is the message that it tells of. */
    C14_ORIGINAL_NOT_REMOVED,
    /** At any time. */
    AT_RANDOM;

    /** At which passing of it at the latest: so many there are in every round. */
    int passingsMax() {
        return switch (this) {
            case C9_DIALLED -> DeliveryTown.CUSTOMERS;
            case C13_NOTE_HALF_WRITTEN, C14_ORIGINAL_NOT_REMOVED -> 4;
            case C10_TOLD_TO_GO_ON, C11_TAKEN_UNSAID, C12_NOT_REMOVED, AT_RANDOM -> 20;
        };
    }

    /** With which a process ends that was killed here; no other end of it has such a code. */
    int exitCode() {
        return switch (this) {
            case C12_NOT_REMOVED, C13_NOTE_HALF_WRITTEN, C14_ORIGINAL_NOT_REMOVED -> 64 + ordinal();
            case C9_DIALLED, C10_TOLD_TO_GO_ON, C11_TAKEN_UNSAID, AT_RANDOM -> 128 + 9;
        };
    }
}
