// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fullness;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.quota.Usage;

/** Makes the mail of a warning. Nothing of a stranger's is in it. Thread-safe. */
final class WarningMail {

    private final FullnessSettings settings;
    private final WarningText text;

    WarningMail(FullnessSettings settings) {
        this.settings = settings;
        this.text = new WarningText(settings);
    }

    byte[] bytes(Customer owner, Usage usage, int level, String name, Instant now) {
        WarningText.Words words = text.of(owner, usage, level);
        try {
            MimeMessage mail = new FixedIdMessage("<" + name + "@" + settings.mailDomain() + ">");
            String utf8 = StandardCharsets.UTF_8.name();
            mail.setFrom(new InternetAddress(settings.desk().toString(), settings.providerName(), utf8));
            mail.setRecipients(MimeMessage.RecipientType.TO, owner.login() + "@" + settings.mailDomain());
            mail.setSubject(words.subject(), utf8);
            mail.setSentDate(Date.from(now));
            // RFC 3834 section 5: no vacation program answers this.
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.setHeader("Content-Language", owner.language().word());
            mail.setText(words.body(), utf8);
            // RFC 2045 section 6.7: seven bits on every way, in every language.
            mail.setHeader("Content-Transfer-Encoding", "quoted-printable");
            mail.saveChanges();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            mail.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException ours) {
            throw new IllegalStateException("warning " + name + " makes no mail", ours);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
    }

    /** Keeps the Message-ID, where Jakarta Mail would make one up. */
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
