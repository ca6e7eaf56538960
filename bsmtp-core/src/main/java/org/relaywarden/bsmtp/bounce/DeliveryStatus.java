// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.Utf8;
import org.relaywarden.bsmtp.smtp.Xtext;

/**
 * The part of a report that programs read (RFC 3464 section 2; with letters of all scripts RFC 6533 section 4). What
 * strangers wrote stands in it as printable ASCII, so that it can begin no field of its own.
 */
final class DeliveryStatus {

    private static final int LINE_CHARACTERS = 76;

    /** What is looked at of a stranger's text; the rest of it is left out. */
    private static final int STRANGERS_OCTETS_MAX = 4 << 10;

    private static final int SHOWN_CHARACTERS_MAX = 600;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private DeliveryStatus() {}

    static String of(ReportKind kind, String reportingHost, Envelope envelope, List<FailedRecipient> failed) {
        StringBuilder fields = new StringBuilder();
        field(fields, "Reporting-MTA", "dns; " + reportingHost);
        if (!envelope.dsn().envelopeId().isEmpty()) { // RFC 3461 section 6.3: as the sender knows it, not as xtext
            field(fields, "Original-Envelope-Id", ascii(Xtext.decode(envelope.dsn().envelopeId())));
        }
        field(fields, "Arrival-Date", date(envelope.receivedAt()));
        for (FailedRecipient one : failed) {
            fields.append("\r\n");
            String original = envelope.dsn().of(one.recipient()).originalRecipient();
            if (!original.isEmpty()) {
                field(fields, "Original-Recipient", originalRecipient(original));
            }
            field(fields, "Final-Recipient", finalRecipient(one.recipient()));
            field(fields, "Action", kind.action());
            field(fields, "Status", one.status().toString());
            one.host().ifPresent(host -> field(fields, "Remote-MTA", "dns; " + literal(host)));
            if (!one.diagnostic().isBlank()) {
                field(fields, "Diagnostic-Code", "smtp; " + ascii(one.diagnostic()));
            }
            // RFC 3464 section 2.3.9: no Will-Retry-Until, for what waits is tried without an end (B13).
            field(fields, "Last-Attempt-Date", date(one.lastTriedAt()));
        }
        return fields.toString();
    }

    /** RFC 5322 section 3.3. */
    static String date(Instant instant) {
        return DATE.format(instant);
    }

    /** RFC 5321 section 4.1.3: hosts are known by their fixed addresses here, not by names. */
    static String literal(InetAddress host) {
        String address = host.getHostAddress().split("%", 2)[0];
        return host instanceof Inet6Address ? "[IPv6:" + address + "]" : "[" + address + "]";
    }

    /** A stranger's octets as text that can be shown: bounded, on one line, blanks not in heaps. */
    static String shown(String octets) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        byte[] bounded = bytes.length > STRANGERS_OCTETS_MAX ? Arrays.copyOf(bytes, STRANGERS_OCTETS_MAX) : bytes;
        String visible = Visible.of(bounded, Integer.MAX_VALUE).strip().replaceAll(" {2,}", " ");
        return Visible.of(visible, SHOWN_CHARACTERS_MAX);
    }

    /** The same in ASCII: other letters in the way of RFC 6533 section 3. */
    private static String ascii(String octets) {
        StringBuilder text = new StringBuilder();
        shown(octets).codePoints().forEach(character -> {
            if (character < 0x80) {
                text.append((char) character);
            } else {
                text.append(String.format(Locale.ROOT, "\\x{%X}", character));
            }
        });
        return Visible.of(text.toString(), SHOWN_CHARACTERS_MAX);
    }

    /** RFC 3461 section 6.3: decoded, and what comes out may be anything. */
    private static String originalRecipient(String asked) {
        int semicolon = asked.indexOf(';');
        String address = asked.substring(semicolon + 1);
        // RFC 6533 section 3: the address of type utf-8 may stand there in its own letters.
        String decoded = Xtext.isLegal(address)
                ? ascii(Xtext.decode(address))
                : Visible.of(address, SHOWN_CHARACTERS_MAX);
        return asked.substring(0, semicolon) + "; " + decoded;
    }

    private static String finalRecipient(MailAddress recipient) {
        String address = recipient.toString();
        return (Utf8.isAscii(address) ? "rfc822; " : "utf-8; ") + address;
    }

    /** Folded where there are blanks (RFC 5322 section 2.2.3). */
    private static void field(StringBuilder fields, String name, String value) {
        StringBuilder line = new StringBuilder(name).append(':');
        for (String word : value.split(" ")) {
            if (line.length() + 1 + word.length() > LINE_CHARACTERS && line.length() > name.length() + 1) {
                fields.append(line).append("\r\n");
                line.setLength(0);
            }
            line.append(' ').append(word);
        }
        fields.append(line).append("\r\n");
    }
}
