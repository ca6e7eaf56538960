// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.maildir;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.DsnRequest;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;

/**
 * The lines above a message in its file, version 1: the envelope lies in the same file as the message, so one rename
 * publishes both. They are header lines, so that the file is a legal mail to whoever reads it by POP3.
 *
 * <p>The first line has a fixed width. It is written empty, and filled in when the last byte of the message is there:
 * a file that was cut short can't look whole.
 */
public record Prefix(String id, Mailbox mailbox, MailClass mailClass, Envelope envelope, List<MailAddress> recipients) {

    /** How every file of ours begins. */
    public static final String FIRST_FIELD = "X-Relaywarden-Spool: v1 ";
    /** Lengths in bytes, and the CRC32C of the message and of the prefix itself with zeros in its place. */
    public static final String FIRST_LINE = FIRST_FIELD + "prefix=%08d body=%012d sum=%08x crc=%08x\r\n";
    /** Always the same, so that the line can be filled in. */
    public static final int FIRST_LINE_BYTES = String.format(FIRST_LINE, 0, 0, 0, 0).length();

    // The fields. A reader may rely on them; what is new is added, nothing is renamed.
    public static final String RETURN_PATH = "Return-Path";
    public static final String RECIPIENT = "X-Envelope-To";
    public static final String MAILBOX = "X-Relaywarden-Mailbox";
    public static final String CLASS = "X-Relaywarden-Class";
    public static final String ID = "X-Relaywarden-Id";
    public static final String RECEIVED_AT = "X-Relaywarden-Received-At";
    public static final String PEER = "X-Relaywarden-Peer";
    public static final String HELO = "X-Relaywarden-Helo";
    public static final String BODY = "X-Relaywarden-Body";
    public static final String TLS = "X-Relaywarden-Tls";
    public static final String SMTPUTF8 = "X-Relaywarden-Smtputf8";
    public static final String RETURNED = "X-Relaywarden-Dsn-Return";
    public static final String ENVELOPE_ID = "X-Relaywarden-Dsn-Id";
    public static final String SUBMISSION = "X-Relaywarden-Submission";
    public static final String RECIPIENT_DSN = "X-Relaywarden-Dsn-To";

    /** What this copy's recipients were not told about one another stays so: others' DSN wishes are left out. */
    public Prefix {
        envelope = envelope.withDsn(envelope.dsn().about(recipients));
        recipients = List.copyOf(recipients);
    }

    /** The prefix that a stored message has. */
    public static Prefix of(StoredMail mail) {
        return new Prefix(mail.id(), mail.mailbox(), mail.mailClass(), mail.envelope(), mail.recipients());
    }

    /** The lines with an empty first one, as they stand while the message is coming in. */
    public byte[] unsealed() {
        return (String.format(FIRST_LINE, 0, 0, 0, 0) + fields()).getBytes(StandardCharsets.US_ASCII);
    }

    /** The first line of a message that is all there. */
    public byte[] seal(long bodyBytes, int bodySum) {
        String fields = fields();
        int prefixBytes = FIRST_LINE_BYTES + fields.length();
        String blank = String.format(FIRST_LINE, prefixBytes, bodyBytes, bodySum, 0);
        int crc = sum((blank + fields).getBytes(StandardCharsets.US_ASCII));
        return String.format(FIRST_LINE, prefixBytes, bodyBytes, bodySum, crc).getBytes(StandardCharsets.US_ASCII);
    }

    /** The CRC32C (RFC 3720 section 12.1). */
    public static int sum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** The message that lies under this prefix. */
    public StoredMail stored(long messageBytes) {
        return new StoredMail(id, mailbox, mailClass, envelope, recipients, messageBytes);
    }

    private String fields() {
        StringBuilder lines = new StringBuilder();
        switch (envelope.sender()) {
            case ReversePath.Null() -> field(lines, RETURN_PATH, "<>");
            case ReversePath.Sender(MailAddress address) -> field(lines, RETURN_PATH, path(address));
        }
        recipients.forEach(recipient -> field(lines, RECIPIENT, path(recipient)));
        field(lines, MAILBOX, switch (mailbox) {
            case Mailbox.Account(String login) -> "account/" + login;
            case SystemMailbox system -> "system/" + system.folder();
        });
        field(lines, CLASS, mailClass.name().toLowerCase(Locale.ROOT));
        field(lines, ID, PercentCode.encode(id));
        field(lines, RECEIVED_AT, envelope.receivedAt().toString());
        envelope.peer().ifPresent(peer -> field(lines, PEER, literal(peer)));
        if (!envelope.helo().isEmpty()) {
            field(lines, HELO, PercentCode.encode(envelope.helo()));
        }
        field(lines, BODY, envelope.eightBit() ? "8BITMIME" : "7BIT");
        extensions(lines);
        return lines.toString();
    }

    /** Lines that stand only where there is something to say: files of before them are read as they were. */
    private void extensions(StringBuilder lines) {
        if (!envelope.tls().isEmpty()) {
            field(lines, TLS, PercentCode.encode(envelope.tls()));
        }
        if (envelope.smtpUtf8()) {
            field(lines, SMTPUTF8, "yes");
        }
        envelope.submission().ifPresent(submission -> field(lines, SUBMISSION,
                submission.ground().name().toLowerCase(Locale.ROOT) + " " + PercentCode.encode(submission.login())));
        DsnRequest dsn = envelope.dsn();
        dsn.returned().ifPresent(returned -> field(lines, RETURNED, returned.name()));
        if (!dsn.envelopeId().isEmpty()) {
            field(lines, ENVELOPE_ID, PercentCode.encode(dsn.envelopeId()));
        }
        dsn.recipients().forEach((recipient, asked) -> field(lines, RECIPIENT_DSN, path(recipient)
                + " NOTIFY=" + asked.notifyValue() + " ORCPT=" + PercentCode.encode(asked.originalRecipient())));
    }

    private static void field(StringBuilder lines, String name, String value) {
        lines.append(name).append(": ").append(value).append("\r\n");
    }

    private static String path(MailAddress address) {
        return "<" + PercentCode.encode(address.localPart()) + "@" + PercentCode.encode(address.domain()) + ">";
    }

    /** The address alone: the scope of a link-local one means nothing after a restart. */
    private static String literal(InetAddress peer) {
        if (!(peer instanceof Inet6Address)) {
            return peer.getHostAddress();
        }
        try {
            return InetAddress.getByAddress(peer.getAddress()).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
