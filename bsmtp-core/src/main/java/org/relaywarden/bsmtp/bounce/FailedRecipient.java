// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.relaywarden.bsmtp.smtp.EnhancedCode;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Reply;

/**
 * A recipient who is not going to get a message, or does not get it yet. Immutable.
 *
 * @param recipient as in the envelope
 * @param status of class 5, or 4 where trying was ended, or goes on (RFC 3464 section 2.3.4)
 * @param host the server that was last tried; empty when none was
 * @param diagnostic what that server said, a stranger's text, each char one octet as it came from the wire: it may hold
 *     anything, and be of any length; empty when it said nothing
 * @param lastTriedAt the last attempt, or the operator's act
 */
public record FailedRecipient(
        MailAddress recipient,
        EnhancedCode status,
        Optional<InetAddress> host,
        String diagnostic,
        Instant lastTriedAt) {

    /** RFC 3463 section 3.1: other undefined status, for servers that give no code. */
    private static final EnhancedCode UNDEFINED = new EnhancedCode(5, 0, 0);

    /** RFC 3463 section 3.1: whether the host was away, or put us off, is nothing that the sender can mend. */
    private static final EnhancedCode NOT_YET = new EnhancedCode(4, 0, 0);

    public FailedRecipient {
        if (status.klass() == 2) {
            throw new IllegalArgumentException("RFC 3464 section 2.3.4: a failure has a status of class 5 or 4, got "
                    + status);
        }
    }

    /** By the reply of a server; one without an enhanced code, or with one that contradicts it, is 5.0.0. */
    public static FailedRecipient refused(MailAddress recipient, InetAddress host, Reply reply, Instant at) {
        return new FailedRecipient(recipient, statusIn(reply), Optional.of(host), reply.toString(), at);
    }

    /** The same by our own word: no other server was asked. */
    public static FailedRecipient refusedHere(MailAddress recipient, Reply reply, Instant at) {
        return new FailedRecipient(recipient, statusIn(reply), Optional.empty(), reply.toString(), at);
    }

    private static EnhancedCode statusIn(Reply reply) {
        return reply.enhancedCode()
                .filter(code -> code.klass() != 2 && code.klass() == reply.code() / 100)
                .orElse(UNDEFINED);
    }

    /** Not yet: the message waits, and is tried again. */
    public static FailedRecipient delayed(MailAddress recipient, Instant lastTriedAt) {
        return new FailedRecipient(recipient, NOT_YET, Optional.empty(), "", lastTriedAt);
    }

    /** By an operator's act, with no word of a server's. */
    public static FailedRecipient ended(MailAddress recipient, Instant at) {
        return new FailedRecipient(recipient, UNDEFINED, Optional.empty(), "", at);
    }
}
