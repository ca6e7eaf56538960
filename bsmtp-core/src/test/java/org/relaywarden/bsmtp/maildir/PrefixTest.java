// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Submission;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.DsnRequest;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.RecipientDsn;
import org.relaywarden.bsmtp.smtp.RecipientDsn.Notify;
import org.relaywarden.bsmtp.smtp.ReversePath;

class PrefixTest {

    private static final byte[] BODY = "Subject: x\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);

    private static Prefix prefix(String local, String helo, String peer) {
        Envelope envelope = new Envelope(
                local.isEmpty() ? ReversePath.none() : ReversePath.of(new MailAddress(local, "far.example")),
                Instant.parse("2026-03-01T08:00:00.000000001Z"),
                peer.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(peer)),
                helo,
                false);
        return new Prefix("1.M2P3_4_5.host", SystemMailbox.ABUSE, MailClass.SYSTEM, envelope,
                List.of(new MailAddress("a", "b.example"),
                        new MailAddress(local.isEmpty() ? "x" : local, "c.example")));
    }

    private static byte[] file(Prefix prefix) {
        byte[] lines = prefix.unsealed();
        byte[] first = prefix.seal(BODY.length, Prefix.sum(BODY));
        System.arraycopy(first, 0, lines, 0, first.length);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(lines);
        file.writeBytes(BODY);
        return file.toByteArray();
    }

    private static SealedPrefix read(byte[] file) throws DamagedMailException {
        int length = SealedPrefix.lengthIn(file, file.length);
        return SealedPrefix.parse(Arrays.copyOf(file, length), SystemMailbox.ABUSE);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', textBlock = """
            anna      | mx.far.example     | 192.0.2.7       | a plain one
            ''        | ''                 | ''              | the null sender, mail of our own
            a%b@c     | 'a b<c>'           | 2001:db8::1     | signs that mean something in the lines
            'a b'     | '%0D%0A'           | 192.0.2.7       | what looks like our own code
            é         | ünïcode            | ::1             | not ASCII
            """)
    void whatIsWrittenIsRead(String local, String helo, String peer, String why) throws DamagedMailException {
        Prefix prefix = prefix(local, helo, peer);

        SealedPrefix read = read(file(prefix));

        assertEquals(prefix, read.prefix(), why);
        assertEquals(BODY.length, read.bodyBytes());
    }

    @Test
    void extensionsAreReadAsTheyWere() throws DamagedMailException {
        MailAddress anna = new MailAddress("a n%<é>", "b.example");
        MailAddress bert = new MailAddress("bert", "c.example");
        DsnRequest asked = new DsnRequest(Optional.of(DsnRequest.Returned.HDRS), "Q+2B%20<1>", Map.of(
                anna, new RecipientDsn(Set.of(Notify.SUCCESS, Notify.DELAY), "utf-8;<é>@%41"),
                bert, new RecipientDsn(Set.of(), "rfc822;x"),
                new MailAddress("other", "d.example"), new RecipientDsn(Set.of(Notify.NEVER), "")));
        Envelope envelope = new Envelope(ReversePath.none(), Instant.EPOCH, Optional.empty(), "",
                "TLSv1.3 TLS_AES_256_GCM_SHA384", true, true, asked);
        Prefix prefix = new Prefix("1.M2P3_4_5.host", SystemMailbox.ABUSE, MailClass.SYSTEM, envelope,
                List.of(anna, bert));

        Prefix read = read(file(prefix)).prefix();

        assertEquals(prefix, read);
        assertEquals(asked.of(anna), read.envelope().dsn().of(anna));
        assertEquals(Set.of(anna, bert), read.envelope().dsn().recipients().keySet(), "of no other copy's recipient");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"AUTH, anna", "NETWORK, anna", "NETWORK, ''", "AUTH, a%b"})
    void whoHandedItInIsReadAsItWas(Submission.Ground ground, String login) throws DamagedMailException {
        Prefix plain = prefix("anna", "mx.far.example", "192.0.2.7");
        Optional<Submission> submission = Optional.of(new Submission(ground, login));
        Prefix prefix = new Prefix(plain.id(), plain.mailbox(), plain.mailClass(),
                plain.envelope().withSubmission(submission), plain.recipients());

        assertEquals(submission, read(file(prefix)).prefix().envelope().submission());
    }

    /** What was written before these lines were known, byte for byte. */
    @Test
    void aFileWithoutTheNewLinesIsRead() throws DamagedMailException {
        String old = """
                X-Relaywarden-Spool: v1 prefix=00000434 body=000000000021 sum=ec2140e9 crc=ffde807d
                Return-Path: <anna@far.example>
                X-Envelope-To: <a@b.example>
                X-Envelope-To: <anna@c.example>
                X-Relaywarden-Mailbox: system/abuse
                X-Relaywarden-Class: system
                X-Relaywarden-Id: 1.M2P3_4_5.host
                X-Relaywarden-Received-At: 2026-03-01T08:00:00.000000001Z
                X-Relaywarden-Peer: 192.0.2.7
                X-Relaywarden-Helo: mx.far.example
                X-Relaywarden-Body: 7BIT
                Subject: x

                hello
                """.replace("\n", "\r\n");

        assertEquals(prefix("anna", "mx.far.example", "192.0.2.7"),
                read(old.getBytes(StandardCharsets.US_ASCII)).prefix());
    }

    @Test
    void theLongestEnvelopeThatIsTakenIsRead() throws DamagedMailException {
        Map<MailAddress, RecipientDsn> wishes = new LinkedHashMap<>();
        String domain = ".example".repeat(31);
        for (int i = 0; i < 10_000; i++) {
            wishes.put(new MailAddress(String.format("%05d", i) + "%".repeat(59), "d" + domain), new RecipientDsn(
                    Set.of(Notify.SUCCESS, Notify.FAILURE, Notify.DELAY), "rfc822;" + "%".repeat(493)));
        }
        Envelope envelope = new Envelope(ReversePath.none(), Instant.EPOCH, Optional.empty(), "", "", true, true,
                new DsnRequest(Optional.empty(), "", wishes));
        Prefix prefix = new Prefix("1.M2P3_4_5.host", SystemMailbox.ABUSE, MailClass.SYSTEM, envelope,
                List.copyOf(wishes.keySet()));

        assertEquals(10_000, read(file(prefix)).prefix().recipients().size(), "a 250 for what can't be read is a loss");
    }

    @Test
    void strangersTextMakesNoLine() {
        String text = new String(file(prefix("a b", "x\r\nX-Relaywarden-Class: push", "")), StandardCharsets.US_ASCII);

        assertEquals(List.of("X-Relaywarden-Class: system"),
                text.lines().filter(line -> line.startsWith("X-Relaywarden-Class")).toList());
        assertTrue(text.lines().takeWhile(line -> !line.isEmpty()).allMatch(line -> line.matches("[A-Za-z-]+: .*")),
                "the prefix is to be a mail's header to whoever reads it by POP3: " + text);
    }

    @Test
    void everyTruncationIsSeen() {
        byte[] file = file(prefix("anna", "mx.far.example", "192.0.2.7"));

        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThrows(DamagedMailException.class, () -> read(cut), "cut at " + length);
        }
    }

    @Test
    void everyFlippedBitOfTheEnvelopeIsSeen() throws DamagedMailException {
        byte[] file = file(prefix("anna", "mx.far.example", "192.0.2.7"));
        int prefixBytes = read(file).prefixBytes();

        for (int bit = 0; bit < prefixBytes * 8; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            int at = bit;
            assertThrows(DamagedMailException.class, () -> read(flipped), () -> "bit " + at);
        }
    }

    @Test
    void anUnfinishedFileIsSeen() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(prefix("anna", "mx.far.example", "").unsealed());
        file.writeBytes(BODY);

        assertThrows(DamagedMailException.class, () -> read(file.toByteArray()));
    }
}
