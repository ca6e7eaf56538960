// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.demo;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetSocketAddress;
import java.util.Properties;

/** The customer's answer to a warning, sent over real SMTP to our own intake (E7). */
final class CustomerReply {

    static final String WORDS = "We closed the relay and emptied our queue. Mail from you still arrives. Please test again.";

    private CustomerReply() {}

    /** Answers as a mail program does: to the Reply-To of the warning, with its Message-ID as In-Reply-To. */
    static void send(MimeMessage warning, String from, InetSocketAddress intake) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", intake.getAddress().getHostAddress());
        properties.put("mail.smtp.port", Integer.toString(intake.getPort()));
        properties.put("mail.smtp.localhost", "customer.example");
        properties.put("mail.smtp.from", from);
        properties.put("mail.smtp.connectiontimeout", "10000");
        properties.put("mail.smtp.timeout", "20000");
        MimeMessage reply = new MimeMessage(Session.getInstance(properties));
        reply.setFrom(new InternetAddress(from));
        reply.setRecipients(Message.RecipientType.TO, warning.getReplyTo());
        reply.setSubject("Re: " + warning.getSubject(), "UTF-8");
        reply.setHeader("In-Reply-To", warning.getMessageID());
        reply.setText(WORDS + "\n", "UTF-8");
        Transport.send(reply);
    }
}
