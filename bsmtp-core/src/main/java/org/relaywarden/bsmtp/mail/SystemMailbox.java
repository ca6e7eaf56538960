// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.mail;

/** The mailboxes of the program itself. Intake's work ends when the mail lies here; a consumer takes it on. */
public enum SystemMailbox implements Mailbox {
    /** Probes that came back, and bounces of probes. */
    COLLECTOR("collector"),
    /** Answers to warnings, and bounces of warnings (E7, D4). */
    REPLIES("replies"),
    /** Mail to the abuse desk. */
    ABUSE("abuse"),
    /** Mail to the postmaster. */
    POSTMASTER("postmaster"),
    /** Mail of ours on its way out to the world, bounces first of all: the smarthost is to get it. */
    OUTGOING("outgoing"),
    /** What customers send into the world by our smarthost (B17). */
    SMARTHOST("smarthost");

    private final String folder;

    SystemMailbox(String folder) {
        this.folder = folder;
    }

    /**
     * Whether the room kept for the program's own mail is there for it (decision 6); customers' mail has no part in it.
     */
    public boolean mayUseReserve() {
        return this != SMARTHOST;
    }

    /** The folder's name below the system mailboxes. */
    public String folder() {
        return folder;
    }
}
