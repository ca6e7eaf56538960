// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.compose.MailText;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.DsnRequest;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.smtp.Utf8;
import org.relaywarden.bsmtp.spool.OpenedMail;

/**
 * Composes a delivery status notification: {@code multipart/report} (RFC 6522) of words, fields and what comes back.
 * Always the same bytes for the same failure, name and time. Its head is written here and not by Jakarta Mail, for the
 * returned message must stay as it is, byte for byte, and RFC 6533 has types that Jakarta Mail does not know.
 * Thread-safe.
 */
final class Report {

    private static final String CRLF = "\r\n";

    private final BounceSettings settings;
    private final ReportKind kind;
    private final ReportText text;

    Report(BounceSettings settings, ReportKind kind) {
        this.settings = settings;
        this.kind = kind;
        this.text = new ReportText(settings, kind.template());
    }

    ReportKind kind() {
        return kind;
    }

    /** A report and how it is to be sent. */
    static final class Composed {

        private final Envelope envelope;
        private final byte[] message;

        private Composed(Envelope envelope, byte[] message) {
            this.envelope = envelope;
            this.message = message;
        }

        Envelope envelope() {
            return envelope;
        }

        byte[] message() {
            return message;
        }
    }

    /**
     * Composes one.
     *
     * @param name unique: it makes the Message-ID and the boundary
     */
    Composed compose(OpenedMail opened, List<FailedRecipient> failed, MailAddress to, String name, Instant now)
            throws IOException {
        StoredMail mail = opened.mail();
        ReturnedMail returned = ReturnedMail.of(opened, kind.headerAlone());
        // RFC 6533: whoever sends mail with letters of all scripts can read reports of that kind.
        boolean international = isInternational(mail, failed);
        boolean eightBit = international || returned.isEightBit();
        boolean toIsAscii = Utf8.isAscii(to.toString());
        String boundary = boundary(name, returned);
        MailText words = text.of(DeliveryStatus.date(mail.envelope().receivedAt()),
                mail.envelope().sender().toString(), failed, returned.isWhole());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, head(to, words.subject(), name, boundary, eightBit || !toIsAscii, now));
        part(bytes, boundary, "text/plain; charset=utf-8", "quoted-printable");
        quotedPrintable(bytes, words.body());
        part(bytes, boundary,
                international ? "message/global-delivery-status" : "message/delivery-status",
                international ? "8bit" : "7bit");
        write(bytes, DeliveryStatus.of(kind, settings.hostName(), mail.envelope(), failed));
        part(bytes, boundary, typeOf(returned, international), eightBit ? "8bit" : "7bit");
        bytes.writeBytes(returned.bytes());
        write(bytes, CRLF + "--" + boundary + "--" + CRLF);
        // RFC 3461 section 6.1: the null sender, and nothing asked about the report itself.
        Envelope envelope = new Envelope(
                ReversePath.none(), now, Optional.empty(), "", "", eightBit || !toIsAscii, !toIsAscii,
                DsnRequest.none());
        return new Composed(envelope, bytes.toByteArray());
    }

    /** RFC 2046 section 5.1.1: what stands in no part. Quoted-printable text holds no "=_" (RFC 2045 section 6.7). */
    private static String boundary(String name, ReturnedMail returned) {
        String back = new String(returned.bytes(), StandardCharsets.ISO_8859_1);
        String boundary = "=_" + name;
        while (back.contains(boundary)) {
            boundary += "_";
        }
        return boundary;
    }

    private static boolean isInternational(StoredMail mail, List<FailedRecipient> failed) {
        return mail.envelope().smtpUtf8()
                || failed.stream()
                        .map(FailedRecipient::recipient)
                        .anyMatch(recipient -> !Utf8.isAscii(recipient.toString())
                                || !Utf8.isAscii(mail.envelope().dsn().of(recipient).originalRecipient()));
    }

    private static String typeOf(ReturnedMail returned, boolean international) {
        if (international) { // RFC 6533 sections 5 and 6
            return returned.isWhole() ? "message/global" : "message/global-headers";
        }
        return returned.isWhole() ? "message/rfc822" : "text/rfc822-headers";
    }

    private String head(
            MailAddress to, String subject, String name, String boundary, boolean eightBit, Instant now)
            throws IOException {
        String from = new InternetAddress(
                settings.postmaster().toString(),
                settings.providerName() + " mail system",
                StandardCharsets.UTF_8.name()).toString();
        return "Date: " + DeliveryStatus.date(now) + CRLF
                + "From: " + from + CRLF
                + "To: <" + to + ">" + CRLF
                + "Subject: " + subject + CRLF
                + "Message-ID: <" + name + "@" + settings.hostName() + ">" + CRLF
                // RFC 3834 section 5: no vacation program answers this.
                + "Auto-Submitted: auto-replied" + CRLF
                + "MIME-Version: 1.0" + CRLF
                + "Content-Type: multipart/report; report-type=delivery-status;" + CRLF
                + " boundary=\"" + boundary + "\"" + CRLF
                + "Content-Transfer-Encoding: " + (eightBit ? "8bit" : "7bit") + CRLF
                + CRLF
                + "This is a report about mail in the form of RFC 3464." + CRLF;
    }

    private static void part(ByteArrayOutputStream bytes, String boundary, String type, String encoding) {
        write(bytes, CRLF + "--" + boundary + CRLF
                + "Content-Type: " + type + CRLF
                + "Content-Transfer-Encoding: " + encoding + CRLF
                + CRLF);
    }

    /** RFC 2045 section 6.7: seven bits, and no line is too long for SMTP. */
    private static void quotedPrintable(ByteArrayOutputStream bytes, String words) throws IOException {
        try (OutputStream encoded = MimeUtility.encode(bytes, "quoted-printable")) {
            encoded.write(words.replace("\n", CRLF).getBytes(StandardCharsets.UTF_8));
        } catch (MessagingException impossible) {
            throw new IllegalStateException("Jakarta Mail knows quoted-printable", impossible);
        }
    }

    private static void write(ByteArrayOutputStream bytes, String written) {
        bytes.writeBytes(written.getBytes(StandardCharsets.UTF_8));
    }
}
