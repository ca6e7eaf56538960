// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.incoming;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * Our trace line (RFC 5321 section 4.4): what we know, and the peer's name as no more than its claim. Immutable.
 *
 * @param helo what the peer called itself
 * @param by our own name
 * @param protocol {@code SMTP}, {@code ESMTP} and so on (RFC 3848)
 * @param tls protocol and cipher; empty where it came plain
 * @param id of the mail, as in the journal
 */
public record Trace(
        String helo,
        InetAddress peer,
        String by,
        String protocol,
        String tls,
        String id,
        List<MailAddress> recipients,
        Instant receivedAt) {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    public Trace {
        recipients = List.copyOf(recipients);
    }

    String line() {
        return "Received: from " + claimed() + " (" + literal() + ")\r\n"
                + "\tby " + by + " (Relaywarden) with " + protocol + encryption() + "id " + id + recipient() + ";\r\n"
                + "\t" + DATE.format(receivedAt) + "\r\n";
    }

    /** Signs that a reader of the line could take for its own become question marks. */
    private String claimed() {
        return helo.replaceAll("[^A-Za-z0-9._:\\[\\]-]", "?");
    }

    /** RFC 5321 section 4.1.3. */
    private String literal() {
        String address = peer.getHostAddress();
        int scope = address.indexOf('%');
        return peer instanceof Inet6Address
                ? "[IPv6:" + (scope < 0 ? address : address.substring(0, scope)) + "]"
                : "[" + address + "]";
    }

    private String encryption() {
        return tls.isEmpty() ? " " : " (" + tls + ")\r\n\t";
    }

    /** Named only where there is one: the others must not learn of each other (RFC 5321 section 7.6). */
    private String recipient() {
        return recipients.size() == 1 ? "\r\n\tfor <" + recipients.getFirst() + ">" : "";
    }
}
