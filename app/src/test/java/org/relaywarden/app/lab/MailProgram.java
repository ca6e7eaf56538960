// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.relaywarden.testbed.netlab.Command;
import org.relaywarden.testbed.netlab.LabHost;

/** A customer's mail program, by Jakarta Mail: logs in within TLS, and sends one mail. A process on a host of a lab. */
final class MailProgram {

    private MailProgram() {}

    /**
     * Sends from this host; says on its output how that ended.
     *
     * @param protocol {@code smtp}, with STARTTLS, or {@code smtps}
     */
    static Command.Outcome send(
            LabHost from, String protocol, String server, int port, String login, String password, String to) {
        return from.run(Command.of(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                Path.of("target", "lib").toAbsolutePath() + "/*:" + Path.of("target", "test-classes").toAbsolutePath(),
                MailProgram.class.getName(), protocol, server, String.valueOf(port), login, password, to)));
    }

    /** As {@link #send} calls it. */
    public static void main(String... words) throws Exception {
        String protocol = words[0];
        Properties settings = new Properties();
        settings.put("mail." + protocol + ".starttls.required", String.valueOf(protocol.equals("smtp")));
        settings.put("mail." + protocol + ".ssl.trust", words[1]);
        settings.put("mail." + protocol + ".ssl.checkserveridentity", "false");
        settings.put("mail." + protocol + ".auth", "true");
        Session session = Session.getInstance(settings);
        MimeMessage message = new MimeMessage(session);
        message.setFrom("ann@anna.example");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(words[5]));
        message.setSubject("from the road");
        message.setText("hello");
        message.saveChanges();
        try (Transport transport = session.getTransport(protocol)) {
            transport.connect(words[1], Integer.parseInt(words[2]), words[3], words[4]);
            transport.sendMessage(message, message.getAllRecipients());
            System.out.println("sent");
        } catch (AuthenticationFailedException wrong) {
            System.out.println("not logged in: " + wrong.getMessage());
        }
    }
}
