// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.app.yaml.Key;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.tls.ServerCertificate;
import org.relaywarden.bsmtp.tls.TlsSettings;

final class SampleTest {

    private static final Surroundings HOME = new Surroundings(
            Map.of(), Path.of("/home/ann"), Path.of("/home/ann"), Path.of("/nobody/relaywarden.yaml"));

    @Test
    void theCommittedSampleIsTheCatalogue() throws IOException {
        assertEquals(
                Sample.text(),
                Files.readString(Path.of("../docs/relaywarden.yaml")),
                "the catalogue of keys changed: ./relaywarden config sample > docs/relaywarden.yaml");
    }

    @Test
    void usedAsItIsTheSampleChangesNothing() {
        assertEquals(SettingsFile.parse("", "test", HOME), SettingsFile.parse(Sample.text(), "test", HOME));
    }

    @Test
    void everyExampleIsSound(@TempDir Path folder) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "secret");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r-----"));
        String all = Sample.text()
                .replaceAll("(?m)^( *)# ([a-z-]+: \\S+)$", "$1$2")
                .replace("/etc/relaywarden/database-password", password.toString())
                .replace("/etc/relaywarden/certificate.pem", certificate(folder))
                .replace("/etc/relaywarden/key.pem", certificate(folder))
                .replace("clients: []", "clients: [192.0.2.1 " + password + "]")
                // The inside address of the sample passes only where a range is named.
                .replace("delivery-ranges: []", "delivery-ranges: [192.0.2.0/24]");

        Reading reading = SettingsFile.parse(all, "test", HOME);

        Settings settings = assertInstanceOf(Reading.Ready.class, reading, reading::toString).settings();
        assertEquals(Path.of("/var/lib/relaywarden/reports"), settings.report().folder());
    }

    /** One that the program made, with its key in the same file. */
    private static String certificate(Path folder) throws IOException {
        ServerCertificate.of(
                new TlsSettings(Optional.empty(), folder, "mail.isp.example"), Journal.toLog(), InstantSource.system());
        return folder.resolve("self-signed.pem").toString();
    }

    @Test
    void everyKeySaysWhatItBringsAbout() {
        List<String> mute = Keys.all().stream()
                .filter(key -> key.consequence().length() < 20 || !key.consequence().endsWith("."))
                .map(Key::path)
                .toList();
        assertEquals(List.of(), mute);
    }
}
