// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.inspection;

/** What is told about a file. */
public enum Finding {
    /** Bears our tag, and is not what was once committed. */
    DAMAGED(true),
    /** Could not be read, which proves nothing: the disk, or a right that is missing. */
    UNREADABLE(true),
    /** Whole, but its name tells another class or size than it has; a POP3 or IMAP server trusts the name. */
    MISNAMED(true),
    /** Whole, and ours by its envelope, which decides; the tag in its name was lost in a rename. */
    LOST_TAG(false),
    /** Not ours: put there by a POP3 or IMAP server or by hand. It is account mail, and counts in the quota. */
    FOREIGN(false),
    /** Begun long ago in {@code tmp/} and never finished; promised to nobody. */
    LEFT_OVER(false),
    /** Moved aside earlier, because it was damaged: someone should look at it, and take it away. */
    IN_QUARANTINE(false);

    private final boolean wrong;

    Finding(boolean wrong) {
        this.wrong = wrong;
    }

    /** Whether mail may be lost or mistaken. */
    public boolean isWrong() {
        return wrong;
    }
}
