// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import org.relaywarden.bsmtp.smtp.DsnRequest;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.RecipientDsn;

/** MAIL and RCPT with their parameters, as far as the host offered them. */
final class CommandLines {

    private CommandLines() {}

    static String mail(OutgoingMail mail, Extensions offered) {
        StringBuilder line = new StringBuilder("MAIL FROM:<" + mail.sender() + ">");
        if (offered.size()) {
            line.append(" SIZE=").append(mail.body().bytes());
        }
        // Declared and not offered: sent all the same, for a host that can't is rarer than one that won't say.
        if (offered.eightBit() && mail.eightBit()) {
            line.append(" BODY=8BITMIME");
        }
        if (mail.smtpUtf8()) {
            line.append(" SMTPUTF8");
        }
        if (offered.dsn()) {
            DsnRequest dsn = mail.dsn();
            dsn.returned().ifPresent(returned -> line.append(" RET=").append(returned.name()));
            line.append(dsn.envelopeId().isEmpty() ? "" : " ENVID=" + dsn.envelopeId());
        }
        return line.toString();
    }

    /** RFC 3461 section 5.2.1: each recipient's wishes go on with that recipient, as they came. */
    static String recipient(OutgoingMail mail, MailAddress recipient, Extensions offered) {
        String line = "RCPT TO:<" + recipient + ">";
        if (!offered.dsn()) {
            return line;
        }
        RecipientDsn asked = mail.dsn().of(recipient);
        return line
                + (asked.notifyOn().isEmpty() ? "" : " NOTIFY=" + asked.notifyValue())
                + (asked.originalRecipient().isEmpty() ? "" : " ORCPT=" + asked.originalRecipient());
    }
}
