// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.tls.ServerCertificate;
import org.relaywarden.bsmtp.tls.TlsSettings;

/** The certificate and its key, looked at before the start. */
class CertificateFilesTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        its own     | rw------- | fine
        its own     | rw-r----- | fine
        its own     | rw-r--r-- | intake.tls.key: can be read by everybody on this machine
        another's   | rw------- | intake.tls.key: is not the key of the first certificate
        """)
    void areLookedAtBeforeTheStart(String key, String permissions, String expected) throws IOException {
        Path certificate = made("one.isp.example");
        Path keyFile = key.equals("its own") ? certificate : made("two.isp.example");
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString(permissions));
        Reading reading = SettingsFile.parse(
                "intake: {tls: {certificate: " + certificate + ", key: " + keyFile + "}}", "test",
                new Surroundings(Map.of(), folder, folder, folder));
        String told = switch (reading) {
            case Reading.Ready _ -> "fine";
            case Reading.Faulty faulty -> faulty.faults().getFirst().toString().replaceAll("^test:1 ", "")
                    .replaceAll(" = [^:]*", "");
        };
        assertEquals(expected, told.substring(0, Math.min(told.length(), expected.length())), told);
    }

    private Path made(String hostName) throws IOException {
        Path in = folder.resolve(hostName);
        ServerCertificate.of(new TlsSettings(Optional.empty(), in, hostName), Journal.toLog(), InstantSource.system());
        return in.resolve("self-signed.pem");
    }
}
