// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.renames;

import java.time.Instant;

/**
 * One change of a host name (B15). Immutable.
 *
 * @param by who changed it, 1 to 64 characters without control characters
 */
public record Rename(String login, String oldName, String newName, String by, Instant at) {

    public Rename {
        if (!isPerson(by)) {
            throw new IllegalArgumentException("who changed it: 1 to 64 characters, none of them a control character");
        }
        if (oldName.equals(newName)) {
            throw new IllegalArgumentException("a name that stays is no change");
        }
    }

    /** Whether this can be said of who changed something. */
    public static boolean isPerson(String by) {
        return !by.isBlank() && by.length() <= 64 && by.chars().noneMatch(Character::isISOControl);
    }
}
