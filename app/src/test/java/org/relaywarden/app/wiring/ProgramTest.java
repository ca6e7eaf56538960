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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.app.settings.Reading;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.settings.SettingsFile;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.bsmtp.customers.CustomerImport;

@Timeout(120)
final class ProgramTest {

    @TempDir
    Path folder;

    private Settings settings(String listen, String... sections) {
        String more = Stream.of(sections).map(section -> ", " + section).collect(Collectors.joining());
        String yaml = "{data: {folder: %s}, intake: {listen: '%s'}%s}".formatted(folder, listen, more);
        Surroundings nobody = new Surroundings(Map.of(), folder, folder, folder.resolve("etc.yaml"));
        return assertInstanceOf(Reading.Ready.class, SettingsFile.parse(yaml, "test", nobody)).settings();
    }

    private Program open(String listen, String... sections) throws StartFault {
        return Program.open(settings(listen, sections), Instruments.real());
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
    void noCustomerGetsADomainOfTheProgram() throws Exception {
        try (Program program = open("127.0.0.1:0")) {
            CustomerImport refused = books(program, "isp.example probe.isp.example bounce.probe.isp.example bob.example");

            assertEquals(3, refused.faults().size(), refused::toString);
            assertTrue(refused.faults().getFirst().reason().startsWith("isp.example is a domain of the program itself"),
                    refused::toString);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
            provider.domain             | ann.example        | provider: {domain: ann.example}
            scan.collector-domain       | ann.example        | scan: {collector-domain: ann.example}
            scan.sender-domain          | ann.example        | scan: {sender-domain: Ann.example}
            scan.fresh-collector-domain | ann.example        | scan: {fresh-collector-domain: ann.example}
            scan.fresh-collector-domain | bounce.ann.example | scan: {fresh-collector-domain: ann.example}
            """)
    void settingsThatTakeACustomersDomainAreAFault(String key, String domain, String section) throws Exception {
        try (Program program = open("127.0.0.1:0")) {
            assertEquals(1, books(program, domain).changes().size());
        }

        StartFault fault = assertThrows(StartFault.class, () -> open("127.0.0.1:0", section));

        assertEquals(
                "Not started: customer ann has the mail domain " + domain + ", which is the program's own by " + key
                        + ". Name another domain there.",
                fault.getMessage());
    }

    private static CustomerImport books(Program program, String domains) throws IOException {
        String books = """
                login,product,line,addresses,domains
                ann,advanced-business-mail,adsl,192.0.2.1,%s
                """.formatted(domains);
        return program.customers().importCsv(new ByteArrayInputStream(books.getBytes(StandardCharsets.UTF_8)), false);
    }

    @Test
    void closingTwiceIsClosingOnce() throws StartFault {
        Program program = open("127.0.0.1:0");
        program.close();
        program.close();
        assertThrows(RuntimeException.class, () -> program.customers().all());
    }
}
