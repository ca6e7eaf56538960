// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate that a test shows to a host; that it is shown is for the scanner's tests. */
class ClientCertificateTest {

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("client/self-signed.pem");
    }

    private void load(String hostName) throws Exception {
        ClientCertificate.in(folder.resolve("client"), hostName, InstantSource.system()).load();
    }

    @Test
    void itIsMadeOnceForItsOwnerAloneAndKept() throws Exception {
        load("relaytest.isp.example");
        byte[] made = Files.readAllBytes(file());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));

        load("relaytest.isp.example");
        assertArrayEquals(made, Files.readAllBytes(file()), "the same at every start");

        load("another.isp.example");
        assertFalse(Arrays.equals(made, Files.readAllBytes(file())), "made anew under another name");
    }

    @Test
    void nothingIsMadeBeforeItIsLoaded() {
        ClientCertificate certificate =
                ClientCertificate.in(folder.resolve("client"), "relaytest.isp.example", InstantSource.system());

        assertFalse(Files.exists(file()));
        assertThrows(IllegalStateException.class, () -> certificate.over(new Socket()));
    }
}
