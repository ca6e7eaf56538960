// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import java.util.List;
import org.relaywarden.bsmtp.body.Body;
import org.relaywarden.bsmtp.client.OutgoingMail;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.spool.QueuedMail;

/** A message that was read, and can go out. Immutable. */
record Ready(QueuedMail queued, StoredMail mail, OutgoingMail outgoing) {

    /** The message for these of its recipients. */
    static Ready of(QueuedMail queued, StoredMail mail, Body body, List<MailAddress> recipients) {
        Envelope envelope = mail.envelope();
        return new Ready(queued, mail, new OutgoingMail(
                envelope.sender(), recipients, envelope.eightBit(), envelope.smtpUtf8(), envelope.dsn(), body));
    }

    /** The same for others of its recipients. */
    Ready forOnly(List<MailAddress> recipients) {
        return of(queued, mail, outgoing.body(), recipients);
    }
}
