// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.app.ChildJvm;
import org.relaywarden.app.Main;

/** The server as a process of its own, and commands beside it (decision 5). */
@Timeout(180)
final class ServeIT {

    private static final Pattern READY = Pattern.compile("ready intake=127\\.0\\.0\\.1:([0-9]+) data=(.*)");

    /** 128 and SIGTERM: how a Java process ends that was told to. */
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    Path folder;

    @BeforeEach
    void writeSettings() throws IOException {
        Files.writeString(folder.resolve("r.yaml"), """
                data: {folder: data}
                intake: {listen: 127.0.0.1:0}
                scan: {pace: {connection-spacing: 0s, return-wait: 1s, deferred-retries: []}}
                """);
        Files.writeString(folder.resolve("customers.csv"), """
                login,product,line,addresses
                ann,advanced-mail,adsl,127.0.9.3:9
                """);
    }

    private ChildJvm serve() throws IOException {
        return new ChildJvm(folder, Main.class, "serve", "--config", "r.yaml");
    }

    private Typed typed(String line) {
        return Typed.in(folder).run(("--config r.yaml " + line).split(" "));
    }

    @Test
    void otherCommandsRunBesideItAndItStopsCleanly() throws Exception {
        try (ChildJvm server = serve()) {
            Matcher ready = READY.matcher(server.line());
            assertTrue(ready.matches(), ready::toString);
            assertEquals(folder.toRealPath().resolve("data").toString(), ready.group(2));
            try (Socket session = new Socket("127.0.0.1", Integer.parseInt(ready.group(1)))) {
                assertEquals('2', session.getInputStream().read(), "a 220 banner");
            }

            // Relative paths begin where the command was typed, not where the server runs.
            Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
            Files.move(folder.resolve("customers.csv"), elsewhere.resolve("customers.csv"));
            Typed imported = Typed.in(elsewhere).run("--config", "../r.yaml", "customers", "import", "customers.csv");
            assertEquals(0, imported.code(), imported::toString);
            assertTrue(imported.out().contains("Imported: 1 new"), imported::toString);

            Typed scan = typed("scan --json");
            assertTrue(scan.out().contains("\"verdict\":\"UNREACHABLE\""), scan::toString);
            assertTrue(scan.err().contains("1 of 1: ann"), scan::toString);
            assertEquals(1, typed("customers show nobody").code(), "exit codes come back too");

            Typed second = typed("serve");
            assertEquals(1, second.code(), second::toString);
            assertTrue(second.err().contains("in use by process " + server.pid()), second::toString);

            server.terminate();
            assertEquals(ENDED_BY_SIGTERM, server.exitWithin(Duration.ofSeconds(10).toSeconds()), server.errors());
        }
        assertTrue(typed("customers list").out().contains("ann"), "what was imported there is there");
    }

    @Test
    void afterAKillTheNextOneStarts() throws Exception {
        try (ChildJvm server = serve()) {
            assertTrue(server.line().startsWith("ready "));
            server.kill();
        }
        try (ChildJvm server = serve()) {
            assertTrue(server.line().startsWith("ready "));
            assertEquals(0, typed("cases list").code());
        }
    }
}
