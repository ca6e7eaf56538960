// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.demo;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.spool.Spool;

/** Reads a customer's account mailbox, as the customer would. */
final class AccountMail {

    private final Spool spool;

    AccountMail(Spool spool) {
        this.spool = spool;
    }

    /** What lies in the account mailbox of a login, oldest first. */
    List<MimeMessage> of(String login) throws IOException, MessagingException {
        List<MimeMessage> messages = new ArrayList<>();
        for (StoredMail mail : spool.list(new Mailbox.Account(login))) {
            var opened = spool.open(mail);
            if (opened.isPresent()) {
                try (InputStream bytes = opened.get()) {
                    messages.add(new MimeMessage(Session.getInstance(new Properties()), bytes));
                }
            }
        }
        return messages;
    }

    /** The newest; there is one wherever the story asks. */
    MimeMessage newestOf(String login) throws IOException, MessagingException {
        return of(login).getLast();
    }

    /** Who it is from, what it is about, how to answer it, and its text. */
    static String asRead(MimeMessage message) throws IOException, MessagingException {
        return "From: " + message.getHeader("From", ", ")
                + "\nTo: " + message.getHeader("To", ", ")
                + "\nReply-To: " + message.getHeader("Reply-To", ", ")
                + "\nSubject: " + message.getSubject()
                + "\n\n" + textOf(message).strip();
    }

    private static String textOf(MimeMessage message) throws IOException, MessagingException {
        return message.getContent() instanceof String text ? text : "(not plain text: " + message.getContentType() + ")";
    }
}
