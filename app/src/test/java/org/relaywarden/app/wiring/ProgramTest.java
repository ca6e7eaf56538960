// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.settings.SettingsFile;
import org.relaywarden.app.surroundings.Surroundings;

@Timeout(120)
final class ProgramTest {

    @TempDir
    Path folder;

    private Settings settings(String listen) {
        String yaml = "{data: {folder: %s}, intake: {listen: '%s'}}".formatted(folder, listen);
        Surroundings nobody = new Surroundings(Map.of(), folder, folder, folder.resolve("etc.yaml"));
        return assertInstanceOf(Reading.Ready.class, SettingsFile.parse(yaml, "test", nobody)).settings();
    }

    private Program open(String listen) throws StartFault {
        return Program.open(settings(listen), Instruments.real());
    }

    @Test
    void theSecretIsMadeOnceAndForTheOwnerAlone() throws IOException {
        byte[] probes = SecretKeys.in(folder).key("probes");

        assertArrayEquals(probes, SecretKeys.in(folder).key("probes"), "a token outlives a restart");
        assertFalse(Arrays.equals(probes, SecretKeys.in(folder).key("replies")), "one purpose is not another");
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("token-secret"))));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "nothing else is left behind");
        }
    }

    @Test
    void aSecretThatIsCutOffIsAFaultAndNotANewSecret() throws IOException {
        Files.write(folder.resolve("token-secret"), new byte[5]);

        StartFault fault = assertThrows(StartFault.class, () -> open("127.0.0.1:0"));

        assertTrue(fault.getMessage().contains("token-secret: has 5 bytes where 32 were written"), fault::toString);
        assertEquals(5, Files.size(folder.resolve("token-secret")));
    }

    @Test
    void anAddressThatIsTakenIsAFaultAndEverythingElseIsFreeAgain() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                Program program = open("127.0.0.1:" + other.getLocalPort())) {
            StartFault fault = assertThrows(StartFault.class, program::receiveMail);
            assertTrue(fault.getMessage().contains(String.valueOf(other.getLocalPort())), fault::toString);
        }
        try (Program program = open("127.0.0.1:0")) {
            program.receiveMail();
            assertEquals(1, program.listening().size());
        }
    }

    @Test
    void aCustomersDomainIsNoCollector() throws Exception {
        String books = """
                login,product,line,addresses,domains
                ann,advanced-business-mail,adsl,192.0.2.1,probe.isp.example
                """;
        try (Program program = open("127.0.0.1:0")) {
            program.customers().importCsv(new ByteArrayInputStream(books.getBytes(StandardCharsets.UTF_8)), false);
        }

        StartFault fault = assertThrows(StartFault.class, () -> open("127.0.0.1:0"));

        assertTrue(fault.getMessage().contains("customer ann has the mail domain probe.isp.example"), fault::toString);
    }

    @Test
    void closingTwiceIsClosingOnce() throws StartFault {
        Program program = open("127.0.0.1:0");
        program.close();
        program.close();
        assertThrows(RuntimeException.class, () -> program.customers().all());
    }
}
