// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code diagnose} as the help desk types it (B14, B18); what it means, {@code JudgementTest} and {@code DiagnoseIT} show. */
@Timeout(120)
final class DiagnoseCommandTest {

    @TempDir
    private Path folder;

    private Typed typed(String line) {
        return Typed.in(folder).run(("--config r.yaml " + line).split(" "));
    }

    @Test
    void firstTheCauseThenAllThatWasLookedAt() throws Exception {
        try (var silent = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
                var host = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Files.writeString(folder.resolve("r.yaml"), """
                    data: {folder: data}
                    dns: {servers: '127.0.0.1:%d', answer-within: 100ms}
                    delivery: {source-addresses: 127.0.0.1}
                    network: {delivery-ranges: [127.0.0.0/8, '2001:db8::/48']}
                    """.formatted(silent.getLocalPort()));
            Files.writeString(folder.resolve("customers.csv"), """
                    login,product,line,domains,addresses
                    ann,advanced-mail,adsl,ann.example,127.0.0.1:%d
                    """.formatted(host.getLocalPort()));
            assertEquals(0, typed("customers import customers.csv").code());
            // A terminal obeys control characters; a host must not talk to it.
            Thread.ofVirtual().start(() -> answer(host, "\u001b[2JSSH-2.0"));
            Typed told = typed("diagnose ANN");
            assertEquals(0, told.code(), told::toString);
            List<String> lines = told.out().lines().toList();
            assertTrue(lines.getFirst().startsWith("ann: what answers at 127.0.0.1:" + host.getLocalPort()
                    + " is no mail server; it said: \\x1b[2JSSH-2.0. Let the customer"), told::toString);
            assertTrue(told.out().contains("\n ok       subscription  active, for ann.example\n"), told::toString);
            assertTrue(told.out().contains("\n unknown  MX records    where mail for ann.example goes"), told::toString);
            assertTrue(told.out().contains("\n TROUBLE  port, live    what answers"), told::toString);
            assertTrue(lines.getLast().endsWith("delivered from 127.0.0.1. The announced ranges, for the customer's"
                    + " firewall (B14): 127.0.0.0/8, 2001:db8::/48."), told::toString);
            assertTrue(told.err().contains("Looking at 127.0.0.1:"), "what takes long says so");
        }
        JsonNode json = JsonMapper.builder().build().readTree(typed("diagnose ann --json").out());
        assertEquals("port-refused", json.get("cause").asString(), json::toString);
        assertEquals(11, json.get("findings").size(), json::toString);
        assertEquals("127.0.0.1", json.get("deliveredFrom").asString());
        assertEquals(2, json.get("announcedRanges").size());
        assertEquals(1, typed("diagnose nobody").code());
    }

    private static void answer(ServerSocket host, String line) {
        try (var peer = host.accept()) {
            peer.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            peer.getInputStream().readAllBytes();
        } catch (IOException over) {
            // The look is.
        }
    }
}
