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
    OUTGOING("outgoing");

    private final String folder;

    SystemMailbox(String folder) {
        this.folder = folder;
    }

    /** The folder's name below the system mailboxes. */
    public String folder() {
        return folder;
    }
}
