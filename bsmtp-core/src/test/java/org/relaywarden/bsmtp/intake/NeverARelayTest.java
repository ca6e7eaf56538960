// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaywarden.bsmtp.doubles.RawClient;
import org.relaywarden.bsmtp.doubles.RelayForms;

/**
 * The battery with which we test others, against ourselves: no form that asks for relaying to {@code far.example} is
 * taken, whoever the sender claims to be. Ours are {@code isp.example} and the customers' domains (B1).
 */
@Timeout(60)
class NeverARelayTest {

    @AutoClose
    private IntakeBench bench;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        bench = new IntakeBench(folder);
    }

    @ParameterizedTest(name = "{0}: MAIL FROM:{2} RCPT TO:{3}")
    @MethodSource("org.relaywarden.bsmtp.doubles.RelayForms#all")
    void isRefused(String test, String greeting, String sender, String recipient) throws Exception {
        try (RawClient client = bench.connect()) {
            RelayForms.assertRefused(client, test, greeting + " mail.isp.example", sender, recipient);
        }
        try (Stream<Path> files = Files.walk(bench.folder)) {
            assertEquals(List.of(), files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(bench.folder.resolve("tls")))
                    .toList());
        }
    }

    /** S16: a first recipient of ours opens no door for the second. */
    @ParameterizedTest
    @CsvSource({"postmaster@isp.example", "x@anna.example", "t@collector.example"})
    void aRecipientOfOursOpensNoDoor(String ours) throws Exception {
        try (RawClient client = bench.greeted()) {
            client.say("MAIL FROM:<b@other.example>");
            assertTrue(client.say("RCPT TO:<" + ours + ">").startsWith("250 "));
            assertTrue(client.say("RCPT TO:<tok@far.example>").startsWith("550 5.7.1"));
        }
    }

    /** K0: whoever tests us must find that we refuse the relaying, not the tester. */
    @ParameterizedTest
    @CsvSource({"postmaster@isp.example", "POSTMASTER", "postmaster@anna.example", "@x.example:postmaster@isp.example"})
    void postmasterIsTaken(String postmaster) throws Exception {
        try (RawClient client = bench.greeted()) {
            client.say("MAIL FROM:<>");
            assertTrue(client.say("RCPT TO:<" + postmaster + ">").startsWith("250 "));
        }
    }
}
