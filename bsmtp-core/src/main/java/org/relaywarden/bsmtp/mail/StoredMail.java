// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.mail;

import java.util.List;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * A message that lies in a mailbox. Immutable; the file may have been read, moved to {@code cur/} or deleted since.
 *
 * @param id the unique base name of its file, the id in every journal line
 * @param recipients the envelope recipients that this copy serves
 * @param messageBytes the size of the message, without the lines that the spool puts above it
 */
public record StoredMail(
        String id,
        Mailbox mailbox,
        MailClass mailClass,
        Envelope envelope,
        List<MailAddress> recipients,
        long messageBytes) {

    public StoredMail {
        recipients = List.copyOf(recipients);
    }
}
