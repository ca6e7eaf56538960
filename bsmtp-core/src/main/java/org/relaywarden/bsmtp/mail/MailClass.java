// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.mail;

/** What is to become of a message (B10, B11). It stands in the file's name and, to be sure, in its first lines. */
public enum MailClass {
    /** Mail for a customer's domain: waits to be pushed to the customer host. */
    PUSH('1'),
    /** Mail for {@code login@isp.example} or an alias: never pushed. */
    ACCOUNT('0'),
    /** Mail for the program itself, and what it is to take on to the world. */
    SYSTEM('2');

    private final char tag;

    MailClass(char tag) {
        this.tag = tag;
    }

    /** What stands behind {@code ,B=} in the file's name. Dovecot keeps it through a move to {@code cur/}. */
    public char tag() {
        return tag;
    }
}
