// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** Our trace line (RFC 5321 section 4.4): what we know, and the peer's name as no more than its claim. */
final class Received {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Received() {}

    static String line(Dialogue dialogue, List<Destination> destinations, String id, Instant now) {
        return "Received: from " + claimed(dialogue.helo()) + " (" + literal(dialogue.connection().peer()) + ")\r\n"
                + "\tby " + dialogue.parts().settings().hostName() + " (Relaywarden) with "
                + (dialogue.isExtended() ? "ESMTP" : "SMTP") + " id " + id + recipient(destinations) + ";\r\n"
                + "\t" + DATE.format(now) + "\r\n";
    }

    /** Signs that a reader of the line could take for its own become question marks. */
    private static String claimed(String helo) {
        return helo.replaceAll("[^A-Za-z0-9._:\\[\\]-]", "?");
    }

    /** RFC 5321 section 4.1.3. */
    private static String literal(InetAddress peer) {
        String address = peer.getHostAddress();
        int scope = address.indexOf('%');
        return peer instanceof Inet6Address
                ? "[IPv6:" + (scope < 0 ? address : address.substring(0, scope)) + "]"
                : "[" + address + "]";
    }

    /** Named only where there is one: the others must not learn of each other (RFC 5321 section 7.6). */
    private static String recipient(List<Destination> destinations) {
        List<MailAddress> all = destinations.stream().flatMap(copy -> copy.recipients().stream()).toList();
        return all.size() == 1 ? "\r\n\tfor <" + all.getFirst() + ">" : "";
    }
}
