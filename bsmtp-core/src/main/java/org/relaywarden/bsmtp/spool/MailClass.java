// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

/** What is to become of a message (B10, B11). It stands in the file's name and, to be sure, in its first lines. */
public enum MailClass {
    /** Mail for a customer's domain: waits to be pushed to the customer host. */
    PUSH,
    /** Mail for {@code login@isp.example} or an alias: never pushed. */
    ACCOUNT,
    /** Mail for the program itself. */
    SYSTEM
}
