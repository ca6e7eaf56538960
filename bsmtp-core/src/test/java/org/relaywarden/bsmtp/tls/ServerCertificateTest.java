// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.testbed.TurnableClock;

class ServerCertificateTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    private Path folder;

    private final RememberedJournal journal = new RememberedJournal();
    private final TurnableClock clock = new TurnableClock(NOW);

    private ServerCertificate ours(String hostName) throws IOException {
        return ServerCertificate.of(
                new TlsSettings(Optional.empty(), folder.resolve("tls"), hostName), journal, clock);
    }

    private ServerCertificate of(Path certificate, Path key) throws IOException {
        return ServerCertificate.of(
                new TlsSettings(Optional.of(new TlsFiles(certificate, key)), folder, "mail.isp.example"),
                journal, clock);
    }

    /** Made elsewhere, as an operator's is: the pair of files, and their names. */
    private TlsFiles written(String name, PemMaker pem) throws IOException {
        Files.writeString(folder.resolve(name + ".crt"), pem.certificate());
        Files.writeString(folder.resolve(name + ".key"), pem.key("PKCS8"));
        return new TlsFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
    }

    @Test
    void oneOfOurOwnIsMadeOnceForItsOwnersEyesAlone() throws Exception {
        ours("mail.isp.example");
        byte[] made = Files.readAllBytes(folder.resolve("tls/self-signed.pem"));
        ours("mail.isp.example");

        assertEquals("CN=mail.isp.example", journal.of("loaded").getFirst().fields().get("subject"));
        assertEquals("rw-------", PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("tls/self-signed.pem"))));
        assertEquals(new String(made), Files.readString(folder.resolve("tls/self-signed.pem")), "kept over a restart");

        ours("mx.isp.example");
        assertEquals("CN=mx.isp.example", journal.of("loaded").getLast().fields().get("subject"), "another name");

        Files.writeString(folder.resolve("tls/self-signed.pem"), "damaged");
        ours("mx.isp.example");
        assertEquals(4, journal.counted(TlsCounter.CERTIFICATES));

        clock.advance(Duration.ofDays(3_640));
        ours("mx.isp.example");
        assertTrue(Instant.parse(journal.of("loaded").getLast().fields().get("valid-until"))
                .isAfter(clock.instant().plus(Duration.ofDays(3_000))), "renewed before it expires");
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({"RSA, PKCS8", "RSA, PKCS1", "EC, PKCS8", "EC, SEC1", "EC, SEC1 with parameters"})
    void everyCommonFormOfKeyIsRead(String algorithm, String form) throws Exception {
        PemMaker pem = new PemMaker(algorithm, NOW.plus(Duration.ofDays(90)));
        Path key = Files.writeString(folder.resolve("key.pem"), pem.key(form));
        Path certificate = Files.writeString(folder.resolve("certificate.pem"), "a comment\n" + pem.certificate());
        assertTrue(of(certificate, key).socketFactory().getDefaultCipherSuites().length > 0);

        Path both = Files.writeString(folder.resolve("both.pem"), pem.key(form) + pem.certificate());
        of(both, both);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            no certificate  | certificate.pem: holds no certificate in PEM form.
            no key          | key.pem: holds no key in PEM form.
            another's key   | key.pem: is not the key of the first certificate in
            a locked key    | key.pem: is locked by a passphrase. Take it off: openssl pkey -in
            broken inside   | certificate.pem: can't be read (
            missing         | certificate.pem: can't be read (
            """)
    void whatCantBeUsedIsNamed(String fault, String words) throws Exception {
        PemMaker pem = new PemMaker("EC", NOW.plus(Duration.ofDays(90)));
        Path certificate = Files.writeString(folder.resolve("certificate.pem"), pem.certificate());
        Path key = Files.writeString(folder.resolve("key.pem"), pem.key("PKCS8"));
        switch (fault) {
            case "no certificate" -> Files.writeString(certificate, pem.key("PKCS8"));
            case "no key" -> Files.writeString(key, pem.certificate());
            case "another's key" ->
                    Files.writeString(key, new PemMaker("EC", NOW.plus(Duration.ofDays(90))).key("PKCS8"));
            case "a locked key" -> Files.writeString(key, pem.key("locked"));
            case "broken inside" -> Files.writeString(certificate, pem.certificate().replaceAll("(?m)^M", "N"));
            default -> Files.delete(certificate);
        }
        CertificateFault told = assertThrows(CertificateFault.class, () -> of(certificate, key));
        assertTrue(told.getMessage().contains(words), told.getMessage());
    }

    @Test
    void aRenewalIsTakenIntoUseWithinAMinute() throws Exception {
        TlsFiles files = written("mail", new PemMaker("EC", NOW.plus(Duration.ofDays(10))));
        ServerCertificate certificate = of(files.certificate(), files.key());
        SSLSocketFactory before = certificate.socketFactory();
        assertEquals(1, journal.of("expiring").size(), "ten days are few");
        replace(files, new PemMaker("RSA", NOW.plus(Duration.ofDays(100))));

        assertSame(before, certificate.socketFactory(), "the disk is not asked for every connection");
        clock.advance(Duration.ofMinutes(1));
        assertNotSame(before, certificate.socketFactory());
        assertEquals(2, journal.of("loaded").size());
        clock.advance(Duration.ofDays(2));
        certificate.socketFactory();
        assertEquals(1, journal.of("expiring").size(), "it is renewed: nothing to warn of");
    }

    @Test
    void aBrokenRenewalKeepsTheOldOneAndIsToldOnce() throws Exception {
        TlsFiles files = written("mail", new PemMaker("EC", NOW.plus(Duration.ofDays(100))));
        ServerCertificate certificate = of(files.certificate(), files.key());
        SSLSocketFactory before = certificate.socketFactory();
        PemMaker renewed = new PemMaker("EC", NOW.plus(Duration.ofDays(200)));
        Files.writeString(files.certificate(), renewed.certificate());

        for (int look = 0; look < 3; look++) {
            clock.advance(Duration.ofMinutes(1));
            assertSame(before, certificate.socketFactory(), "the key of the new one is not there yet");
        }
        assertEquals(1, journal.of("kept").size());
        assertEquals(1, journal.counted(TlsCounter.BROKEN_RENEWALS));

        Files.writeString(files.key(), renewed.key("PKCS8"));
        clock.advance(Duration.ofMinutes(1));
        assertNotSame(before, certificate.socketFactory());
        Files.delete(files.key());
        clock.advance(Duration.ofMinutes(1));
        certificate.socketFactory();
        assertEquals(2, journal.of("kept").size(), "gone is broken too");
    }

    @Test
    void expiryIsToldOnceADay() throws Exception {
        TlsFiles files = written("mail", new PemMaker("EC", NOW.plus(Duration.ofDays(15))));
        ServerCertificate certificate = of(files.certificate(), files.key());
        for (int hour = 0; hour < 16 * 24; hour++) {
            clock.advance(Duration.ofHours(1));
            certificate.socketFactory();
        }
        assertEquals(14, journal.of("expiring").size());
        assertEquals(2, journal.of("expired").size());
    }

    private void replace(TlsFiles files, PemMaker by) throws IOException {
        TlsFiles fresh = written("fresh", by);
        Files.move(fresh.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.move(fresh.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
    }
}
