// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.util.Map;
import java.util.Objects;
import org.relaywarden.bsmtp.compose.AutomaticMessage;
import org.relaywarden.bsmtp.compose.MailText;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** Makes the mail of a notice: always the same bytes for the same notice. Nothing of a stranger's is in its header. */
final class NoticeMessage {

    private final NoticeSettings settings;
    private final Map<Language, NoticeWords> words;

    NoticeMessage(NoticeSettings settings, Map<Language, NoticeWords> words) {
        this.settings = settings;
        this.words = words;
    }

    byte[] bytes(NoticeEntity notice, MailAddress customer, MailAddress replyTo) {
        try {
            var mail = new AutomaticMessage(notice.messageId, notice.plannedAt);
            mail.goes(
                    settings.desk(),
                    Objects.requireNonNull(words.get(notice.language)).from(settings.providerName()),
                    customer.toString());
            mail.setReplyTo(new Address[] {new InternetAddress(replyTo.toString())});
            mail.setHeader("X-Loop", settings.loopMark());
            return mail.bytes(new MailText(notice.subject, notice.body), notice.language);
        } catch (MessagingException ours) {
            throw new IllegalStateException("notice " + notice.messageId + " makes no mail", ours);
        }
    }
}
