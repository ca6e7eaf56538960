// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.mail;

import java.util.List;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * One copy of a message: the mailbox, what it is there, and the envelope recipients that this copy serves. Immutable.
 *
 * @param recipients as accepted, in their order, at least one
 */
public record Destination(Mailbox mailbox, MailClass mailClass, List<MailAddress> recipients) {

    public Destination {
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a copy that serves nobody");
        }
        recipients = List.copyOf(recipients);
    }
}
