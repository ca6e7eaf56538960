// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.util.List;
import org.relaywarden.bsmtp.body.Body;
import org.relaywarden.bsmtp.smtp.DsnRequest;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;

/**
 * A message to be handed over. Immutable.
 *
 * @param recipients at least one
 * @param eightBit whether BODY=8BITMIME was declared when it was taken
 * @param smtpUtf8 whether SMTPUTF8 was: only a host that offers it can be given the message (RFC 6531)
 * @param dsn what the sender wants to hear; passed on to a host that offers DSN
 */
public record OutgoingMail(
        ReversePath sender,
        List<MailAddress> recipients,
        boolean eightBit,
        boolean smtpUtf8,
        DsnRequest dsn,
        Body body) {

    public OutgoingMail {
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a message for nobody");
        }
        recipients = List.copyOf(recipients);
    }
}
