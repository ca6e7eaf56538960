// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.maildir;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.Submission;
import org.relaywarden.bsmtp.smtp.DsnRequest;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.RecipientDsn;
import org.relaywarden.bsmtp.smtp.ReversePath;

/**
 * What the prefix of a whole file says.
 *
 * @param prefix with the mailbox in which the file lies now, wherever it once was put
 * @param prefixBytes where the message begins
 * @param bodyBytes how long it is
 * @param bodySum its CRC32C
 */
public record SealedPrefix(Prefix prefix, int prefixBytes, long bodyBytes, int bodySum) {

    /** Ten thousand recipients with the longest of addresses and DSN wishes fit; more is no prefix of ours. */
    public static final int BYTES_MAX = 32 << 20;

    /** What nearly every prefix fits in, so that one read is enough. */
    private static final int FIRST_BLOCK_BYTES = 4 << 10;

    private static final Pattern FIRST = Pattern.compile(Pattern.quote(Prefix.FIRST_FIELD)
            + "prefix=(\\d{8}) body=(\\d{12}) sum=([0-9a-f]{8}) crc=([0-9a-f]{8})\r\n");

    private static final Pattern RECIPIENT_DSN = Pattern.compile("(<[^ ]*>) NOTIFY=([A-Z,]*) ORCPT=([^ ]*)");

    /**
     * Reads the prefix of an open file.
     *
     * @throws DamagedMailException when it is not what was once committed
     * @throws IOException when it can't be read, which proves nothing
     */
    public static SealedPrefix in(FileSystemDoor.OpenFile file, Mailbox liesIn)
            throws IOException, DamagedMailException {
        byte[] head = bytes(file, FIRST_BLOCK_BYTES);
        int prefixBytes = lengthIn(head, file.size());
        byte[] prefix = head.length < prefixBytes ? bytes(file, prefixBytes) : Arrays.copyOf(head, prefixBytes);
        return parse(prefix, liesIn);
    }

    /** The file's first bytes, fewer when it has no more. */
    private static byte[] bytes(FileSystemDoor.OpenFile file, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        int read = 1;
        while (buffer.hasRemaining() && read > 0) {
            read = file.read(buffer, buffer.position());
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /**
     * How long the prefix is, by its first line.
     *
     * @param head at least the first line, as far as the file has that much
     * @param fileBytes of the whole file, which must be what the first line says
     */
    public static int lengthIn(byte[] head, long fileBytes) throws DamagedMailException {
        Matcher first = firstLine(head);
        int prefixBytes = Integer.parseInt(first.group(1));
        if (prefixBytes <= Prefix.FIRST_LINE_BYTES || prefixBytes > BYTES_MAX) {
            throw new DamagedMailException("never finished: its first line was not filled in");
        }
        long bytes = prefixBytes + Long.parseLong(first.group(2));
        if (bytes != fileBytes) {
            throw new DamagedMailException("should have " + bytes + " bytes, has " + fileBytes);
        }
        return prefixBytes;
    }

    /**
     * Reads the whole prefix.
     *
     * @param bytes as many as {@link #lengthIn} said
     */
    public static SealedPrefix parse(byte[] bytes, Mailbox liesIn) throws DamagedMailException {
        Matcher first = firstLine(bytes);
        byte[] blank = bytes.clone();
        Arrays.fill(blank, first.start(4), first.end(4), (byte) '0');
        if (Prefix.sum(blank) != Integer.parseUnsignedInt(first.group(4), 16)) {
            throw new DamagedMailException("its envelope was altered: the checksum is another");
        }
        String text = new String(bytes, StandardCharsets.US_ASCII);
        Map<String, List<String>> fields = new HashMap<>();
        for (String line : text.substring(Prefix.FIRST_LINE_BYTES).split("\r\n")) {
            int colon = line.indexOf(": ");
            if (colon < 0) {
                throw new DamagedMailException("a line of the envelope is none");
            }
            fields.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>()).add(line.substring(colon + 2));
        }
        try {
            return new SealedPrefix(
                    prefix(fields, liesIn), bytes.length, Long.parseLong(first.group(2)),
                    Integer.parseUnsignedInt(first.group(3), 16));
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw new DamagedMailException("its envelope can't be read: " + notOurs.getMessage());
        }
    }

    private static Matcher firstLine(byte[] head) throws DamagedMailException {
        int length = Math.min(head.length, Prefix.FIRST_LINE_BYTES);
        Matcher first = FIRST.matcher(new String(head, 0, length, StandardCharsets.US_ASCII));
        if (!first.matches()) {
            throw new DamagedMailException("does not begin with our first line");
        }
        return first;
    }

    private static Prefix prefix(Map<String, List<String>> fields, Mailbox liesIn) throws DamagedMailException {
        String returnPath = one(fields, Prefix.RETURN_PATH);
        Optional<InetAddress> peer = Optional.empty();
        if (fields.containsKey(Prefix.PEER)) {
            peer = Optional.of(InetAddress.ofLiteral(one(fields, Prefix.PEER)));
        }
        Envelope envelope = new Envelope(
                returnPath.equals("<>") ? ReversePath.none() : ReversePath.of(address(returnPath)),
                Instant.parse(one(fields, Prefix.RECEIVED_AT)),
                peer,
                decodedOrEmpty(fields, Prefix.HELO),
                decodedOrEmpty(fields, Prefix.TLS),
                one(fields, Prefix.BODY).equals("8BITMIME"),
                fields.containsKey(Prefix.SMTPUTF8),
                dsn(fields),
                submission(fields));
        List<MailAddress> recipients = new ArrayList<>();
        for (String recipient : fields.getOrDefault(Prefix.RECIPIENT, List.of())) {
            recipients.add(address(recipient));
        }
        return new Prefix(
                PercentCode.decode(one(fields, Prefix.ID)),
                liesIn,
                MailClass.valueOf(one(fields, Prefix.CLASS).toUpperCase(Locale.ROOT)),
                envelope,
                List.copyOf(recipients));
    }

    private static Optional<Submission> submission(Map<String, List<String>> fields) throws DamagedMailException {
        if (!fields.containsKey(Prefix.SUBMISSION)) {
            return Optional.empty();
        }
        String[] words = one(fields, Prefix.SUBMISSION).split(" ", 2);
        return Optional.of(new Submission(
                Submission.Ground.valueOf(words[0].toUpperCase(Locale.ROOT)),
                words.length < 2 ? "" : PercentCode.decode(words[1])));
    }

    private static DsnRequest dsn(Map<String, List<String>> fields) throws DamagedMailException {
        Map<MailAddress, RecipientDsn> recipients = new LinkedHashMap<>();
        for (String line : fields.getOrDefault(Prefix.RECIPIENT_DSN, List.of())) {
            Matcher asked = RECIPIENT_DSN.matcher(line);
            if (!asked.matches()) {
                throw new DamagedMailException("its envelope has a DSN wish that is none");
            }
            recipients.put(address(asked.group(1)), new RecipientDsn(
                    asked.group(2).isEmpty() ? Set.of() : RecipientDsn.notifyOf(asked.group(2)).orElse(Set.of()),
                    PercentCode.decode(asked.group(3))));
        }
        return new DsnRequest(
                fields.containsKey(Prefix.RETURNED)
                        ? Optional.of(DsnRequest.Returned.valueOf(one(fields, Prefix.RETURNED)))
                        : Optional.empty(),
                decodedOrEmpty(fields, Prefix.ENVELOPE_ID),
                recipients);
    }

    private static String decodedOrEmpty(Map<String, List<String>> fields, String name) throws DamagedMailException {
        return fields.containsKey(name) ? PercentCode.decode(one(fields, name)) : "";
    }

    private static String one(Map<String, List<String>> fields, String name) throws DamagedMailException {
        List<String> values = fields.getOrDefault(name, List.of());
        if (values.size() != 1) {
            throw new DamagedMailException("its envelope has " + values.size() + " lines " + name + ", not one");
        }
        return values.getFirst();
    }

    private static MailAddress address(String path) throws DamagedMailException {
        int at = path.indexOf('@');
        if (at < 0 || !path.startsWith("<") || !path.endsWith(">")) {
            throw new DamagedMailException("its envelope has an address that is none");
        }
        return new MailAddress(
                PercentCode.decode(path.substring(1, at)),
                PercentCode.decode(path.substring(at + 1, path.length() - 1)));
    }
}
