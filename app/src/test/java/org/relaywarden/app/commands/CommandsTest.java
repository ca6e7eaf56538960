// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be told without a program: how a command line is read, and what wrong settings bring. */
final class CommandsTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "relaywarden {0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            version                     | 0 | relaywarden             | no settings are read for it
            config sample               | 0 | collector-domain        | the sample has every key
            config check                | 0 | no faults               | without a file the defaults hold
            config check                | 0 | look again: scan.collector-domain | and could be better
            --help                      | 0 | Usage: relaywarden      | help is no fault
            ''                          | 2 | Missing required subcommand | nothing was asked for
            config                      | 2 | Missing required subcommand | half a command
            scna                        | 2 | scan                    | a slip of the pen gets a suggestion
            scan --jsn                  | 2 | --json                  | an option too
            scan --login                | 2 | --login                 | an option without its value
            report                      | 2 | --out                   | what is required is named
            cases show x                | 2 | N                       | a number is a number
            cases show 1 2              | 2 | 2                       | one case at a time
            customers import            | 2 | FILE                    | no file
            queue flush                 | 2 | LOGIN                   | whose mail is to go
            config check --json         | 2 | --json goes with --live | there is one line to print else
            --config missing.yaml scan  | 2 | there is no such file   | a named file must be there
            config check --config missing.yaml | 2 | missing.yaml     | the option goes behind the command too
            """)
    void aCommandLineIsReadOrRefused(String line, int code, String told, String why) {
        Typed typed = Typed.in(folder).run(line.isEmpty() ? new String[0] : line.split(" "));

        assertEquals(code, typed.code(), () -> why + "\n" + typed);
        assertTrue((typed.out() + typed.err()).contains(told), () -> why + "\n" + typed);
        assertEquals(code == 0, typed.err().isEmpty(), () -> "faults go to standard error, results do not: " + typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "serve", "config", "config check", "config sample", "customers", "customers import", "customers list",
        "customers show", "queue", "queue list", "queue show", "queue flush", "queue hold",
        "queue release", "queue bounce", "smarthost", "smarthost list", "smarthost show", "smarthost flush", "diagnose",
        "scan", "cases", "cases list", "cases show", "blocks",
        "blocks list", "blocks reconcile", "report", "demo", "version"
    })
    void everyCommandHasHelp(String command) {
        Typed typed = Typed.in(folder).run((command + " --help").split(" "));

        assertEquals(0, typed.code(), typed::toString);
        assertTrue(typed.out().startsWith("Usage: relaywarden " + command), typed::toString);
        assertTrue(typed.out().contains("--config=FILE"), typed::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "serve", "scan", "customers list", "customers import x.csv", "cases list", "blocks reconcile", "report --out page", "config check",
        "config check --live"
    })
    void wrongSettingsAreToldAtOnceAndNothingIsWritten(String command) throws IOException {
        Files.writeString(folder.resolve("wrong.yaml"), """
                data: {folder: data}
                scan: {windw: 1, at: 3}
                """);

        Typed typed = Typed.in(folder).run(("--config wrong.yaml " + command).split(" "));

        assertEquals(2, typed.code(), typed::toString);
        assertEquals(3, typed.err().lines().count(), typed::toString);
        assertTrue(typed.err().endsWith("Not started: 2 faults, nothing written.\n"), typed::toString);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("wrong.yaml")), files.toList());
        }
    }

    @Test
    void aLiveCheckMakesNothingAndTellsEachItem() throws IOException {
        try (var silent = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            Files.writeString(folder.resolve("r.yaml"), """
                    data: {folder: data}
                    dns: {servers: '127.0.0.1:%d', answer-within: 100ms}
                    scan: {outside-addresses: [192.0.2.99]}
                    """.formatted(silent.getLocalPort()));

            Typed plain = Typed.in(folder).run("--config", "r.yaml", "config", "check", "--live");
            Typed json = Typed.in(folder).run("--config", "r.yaml", "config", "check", "--live", "--json");

            assertEquals(1, plain.code(), plain::toString);
            assertTrue(plain.out().contains("\n WRONG    address 192.0.2.99 "), plain::toString);
            assertTrue(plain.out().contains("-> Give the machine the address, or mend scan.outside-addresses.\n"));
            assertTrue(plain.out().endsWith("Not as the settings say, or not known: 2 of 7.\n"), plain::toString);
            assertEquals(1, json.code());
            JsonNode first = JsonMapper.builder().build().readTree(json.out().lines().findFirst().orElseThrow());
            assertEquals("wrong", first.get("state").asString(), json::toString);
            assertEquals(7, json.out().lines().count(), json::toString);
            assertFalse(Files.exists(folder.resolve("data")), "no data folder is made");
        }
    }

    @Test
    void aStackTraceIsOnlyForWhoAsks() {
        assertFalse(Typed.in(folder).run("--config", "missing.yaml", "scan").err().contains("\tat "));
        assertTrue(Typed.in(folder).run("--config", "missing.yaml", "scan", "--debug").err().contains("\tat "));
    }

    @Test
    void aDataFolderThatCantBeMadeIsAFault() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        Files.writeString(folder.resolve("r.yaml"), "data: {folder: file/data}");

        Typed typed = Typed.in(folder).run("--config", "r.yaml", "cases", "list");

        assertEquals(1, typed.code(), typed::toString);
        assertTrue(typed.err().contains("can't be used as the data folder"), typed::toString);
    }
}
