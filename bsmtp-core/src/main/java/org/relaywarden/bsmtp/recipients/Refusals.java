// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.recipients;

import org.relaywarden.bsmtp.smtp.Reply;

/** What is said to a recipient that is not taken. */
final class Refusals {

    static final Reply NO_SUCH_MAILBOX = Reply.of(550, "5.1.1 No such mailbox");
    /** Decision 10. */
    static final Reply NO_SUCH_USER_THERE = Reply.of(550, "5.1.1 The server of this domain has no such user");
    static final Reply MAILBOX_CLOSED = Reply.of(550, "5.2.1 This mailbox is closed");
    /** RFC 6531 section 3.5. */
    static final Reply NO_UTF8_THERE = Reply.of(553, "5.6.7 The server of this domain takes no SMTPUTF8 mail");
    static final Reply NOT_SUBSCRIBED = Reply.of(550, "5.2.1 The mail subscription of this domain is not active"); // B2
    static final Reply MAILBOX_FULL =
            Reply.of(552, "5.2.2 This mailbox is full: it takes no more until its owner has made room"); // B13
    static final Reply MAILBOX_PROMISED =
            Reply.of(452, "4.2.2 This mailbox has room only for what is coming in just now, try again later");
    static final Reply RELAYING_DENIED = Reply.of(550, "5.7.1 Relaying denied: that is no address of ours");

    private Refusals() {}

    /** B15, RFC 3463 section 3.2 (X.1.6): the operator recorded the new name for senders to know. */
    static Reply movedTo(String newName) {
        return Reply.of(550, "5.1.6 This domain has another name now: " + newName);
    }
}
