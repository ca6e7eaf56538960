// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.time.Instant;
import java.util.List;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;

/**
 * One message that waits for a customer's host. Immutable.
 *
 * @param id the message's base name, the id in every journal line
 * @param since when it was taken
 * @param bytes on disk
 * @param recipients those who still have to get it
 * @param lastWords what was last said about it, with the host's words in it: a stranger's text; empty when it was not
 *     tried since the program began
 */
public record WaitingMail(
        String id, Instant since, long bytes, ReversePath sender, List<MailAddress> recipients, String lastWords) {

    public WaitingMail {
        recipients = List.copyOf(recipients);
    }
}
