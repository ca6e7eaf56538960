// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.util.List;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * A message, for those of its recipients who go the same way and have not got it. Immutable.
 *
 * @param recipients at least one
 */
record Share(StoredMail mail, Way way, List<MailAddress> recipients) {

    Share {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a share of nobody");
        }
    }

    Share forOnly(List<MailAddress> rest) {
        return new Share(mail, way, rest);
    }

    /** In the book of patience. No id of a message has a blank. */
    String key() {
        return mail.id() + " " + way;
    }
}
