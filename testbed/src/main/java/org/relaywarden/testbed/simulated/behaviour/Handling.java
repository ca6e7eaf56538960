// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

/**
 * What a server decides about one recipient. All but {@link Refuse} answer 250, and so promise what only some of them
 * keep.
 */
public sealed interface Handling {

    /** Says no at RCPT. */
    record Refuse(Reply reply) implements Handling {}

    /** The recipient is one of its own users: the mail is kept in the server's memory. */
    record Keep() implements Handling {}

    /** The mail goes on over SMTP to {@code to}, which need not be the address that was given (percent hack). */
    record PassOn(MailAddress to) implements Handling {}

    /** The mail vanishes. */
    record Drop() implements Handling {}

    /**
     * The mail is taken and then sent back to the envelope sender as a delivery report (RFC 3464) with this diagnosis.
     */
    record BounceLater(Reply diagnosis) implements Handling {}
}
