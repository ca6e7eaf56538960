// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.compose;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * A message that no person wrote, and that no program answers: the same bytes whenever it is made of the same. Used by one
 * thread.
 */
public final class AutomaticMessage extends MimeMessage {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;

    /**
     * One without words, and for nobody yet.
     *
     * @param messageId with its angle brackets
     */
    public AutomaticMessage(String messageId, Instant sent) throws MessagingException {
        super(Session.getInstance(new Properties()));
        this.messageId = messageId;
        setSentDate(Date.from(sent));
        // RFC 3834 section 5: no vacation program answers this.
        setHeader("Auto-Submitted", "auto-generated");
    }

    /** Names the sender, and the one recipient: an address. */
    public void goes(MailAddress from, String fromName, String to) throws MessagingException {
        try {
            setFrom(new InternetAddress(from.toString(), fromName, UTF_8));
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
        setRecipients(RecipientType.TO, to);
    }

    /** All of it, with these words. */
    public byte[] bytes(MailText text, Language language) throws MessagingException {
        setSubject(text.subject(), UTF_8);
        setHeader("Content-Language", language.word());
        setText(text.body(), UTF_8);
        // RFC 2045 section 6.7: seven bits on every way, in every language, and no line is too long for SMTP.
        setHeader("Content-Transfer-Encoding", "quoted-printable");
        saveChanges();
        var bytes = new ByteArrayOutputStream();
        try {
            writeTo(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return bytes.toByteArray();
    }

    /** Keeps what was said, where Jakarta Mail would make one up at each attempt. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
