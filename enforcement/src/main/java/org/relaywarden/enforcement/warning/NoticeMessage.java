// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
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
            MimeMessage mail = new FixedIdMessage(notice.messageId);
            mail.setFrom(new InternetAddress(
                    settings.desk().toString(),
                    Objects.requireNonNull(words.get(notice.language)).from(settings.providerName()),
                    StandardCharsets.UTF_8.name()));
            mail.setRecipients(MimeMessage.RecipientType.TO, customer.toString());
            mail.setReplyTo(new Address[] {new InternetAddress(replyTo.toString())});
            mail.setSubject(notice.subject, StandardCharsets.UTF_8.name());
            mail.setSentDate(Date.from(notice.plannedAt));
            // RFC 3834 section 5: no vacation program answers this.
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.setHeader("X-Loop", settings.loopMark());
            mail.setHeader("Content-Language", notice.language.word());
            mail.setText(notice.body, StandardCharsets.UTF_8.name());
            // RFC 2045 section 6.7: seven bits on every way, in every language, and no line is too long for SMTP.
            mail.setHeader("Content-Transfer-Encoding", "quoted-printable");
            mail.saveChanges();
            var bytes = new ByteArrayOutputStream();
            mail.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException | UnsupportedEncodingException ours) {
            throw new IllegalStateException("notice " + notice.messageId + " makes no mail", ours);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
    }

    /** Keeps the Message-ID that was planned, where Jakarta Mail would make one up at each attempt. */
    private static final class FixedIdMessage extends MimeMessage {

        private final String messageId;

        FixedIdMessage(String messageId) {
            super(Session.getInstance(new Properties()));
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
