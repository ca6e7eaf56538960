// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.doubles.RawClient;

/**
 * The battery with which we test others, against ourselves: no form that asks for relaying to {@code far.example} is
 * taken, whoever the sender claims to be. Ours are {@code isp.example} and the customers' domains (B1).
 */
@Timeout(60)
class NeverARelayTest {

    @TempDir
    Path folder;

    private IntakeBench bench;

    @BeforeEach
    void start() throws IOException {
        bench = new IntakeBench(folder);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @ParameterizedTest(name = "{0}: MAIL FROM:{2} RCPT TO:{3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\1', textBlock = """
            S1   | EHLO | <b@other.example>      | <tok@far.example>
            S2   | EHLO | <>                     | <tok@far.example>
            S3   | EHLO | <local@mail.isp.example> | <tok@far.example>
            S4   | EHLO | <user@anna.example>    | <tok@far.example>
            S5   | EHLO | <postmaster@isp.example> | <tok@far.example>
            S6   | EHLO | <user@[127.0.0.1]>     | <tok@far.example>
            S7   | EHLO | <user@localhost>       | <tok@far.example>
            S9   | EHLO | <user>                 | <tok@far.example>
            S10  | EHLO | <tok@far.example>      | <tok@far.example>
            S12  | EHLO | <user@>                | <tok@far.example>
            S13  | EHLO | <other.example!user>   | <tok@far.example>
            S14  | EHLO | <noc@isp.example>      | <tok@far.example>
            S14a | EHLO | <anna@isp.example>     | <tok@far.example>
            S15  | EHLO | b@other.example        | tok@far.example
            H1   | HELO | <b@other.example>      | <tok@far.example>
            R1   | EHLO | <b@other.example>      | <tok%far.example@isp.example>
            R1a  | EHLO | <b@other.example>      | <tok%far.example@anna.example>
            R1b  | EHLO | <local@anna.example>   | <tok%far.example@anna.example>
            R1c  | EHLO | <b@other.example>      | <tok%far.example@mail.isp.example>
            R2   | EHLO | <b@other.example>      | <tok%far.example@[127.0.0.1]>
            R3   | EHLO | <b@other.example>      | <"tok%far.example">
            R4   | EHLO | <b@other.example>      | <tok%far.example>
            R5   | EHLO | <b@other.example>      | <"tok@far.example">
            R6   | EHLO | <b@other.example>      | <tok@far.example@isp.example>
            R6a  | EHLO | <b@other.example>      | <tok@far.example@anna.example>
            R7   | EHLO | <b@other.example>      | <tok@far.example@[127.0.0.1]>
            R8   | EHLO | <b@other.example>      | <"tok@far.example"@isp.example>
            R8a  | EHLO | <b@other.example>      | <"tok@far.example"@anna.example>
            R9   | EHLO | <b@other.example>      | <"tok@far.example"@[127.0.0.1]>
            R10  | EHLO | <b@other.example>      | <@isp.example:tok@far.example>
            R10a | EHLO | <b@other.example>      | <@anna.example:tok@far.example>
            R11  | EHLO | <b@other.example>      | <@[127.0.0.1]:tok@far.example>
            R12  | EHLO | <b@other.example>      | <@localhost,@isp.example:tok@far.example>
            R13  | EHLO | <b@other.example>      | <far.example!tok>
            R14  | EHLO | <b@other.example>      | <far.example!tok@isp.example>
            R14a | EHLO | <b@other.example>      | <far.example!tok@anna.example>
            R15  | EHLO | <b@other.example>      | <far.example!tok@[127.0.0.1]>
            R16  | EHLO | <b@other.example>      | <isp.example!far.example!tok>
            R16a | EHLO | <b@other.example>      | <tok%far.example%isp.example@anna.example>
            R16b | EHLO | <b@other.example>      | <@anna.example:tok%far.example@anna.example>
            R17  | EHLO | <b@other.example>      | <tok@far.example@>
            R18  | EHLO | <b@other.example>      | <tok@far.example.>
            R19  | EHLO | <b@other.example>      | <tok@[192.0.2.1]>
            R19a | EHLO | <b@other.example>      | <tok@[IPv6:2001:db8::1]>
            R21  | EHLO | <b@other.example>      | <IMCEASMTP-tok+40far+2Eexample@anna.example>
            R22  | EHLO | <b@other.example>      | <"x@anna.example, tok@far.example"@anna.example>
            R23  | EHLO | <b@other.example>      | <tok(comment)@far.example>
            R23a | EHLO | <b@other.example>      | <tok@far.example >
            R28  | EHLO | <b@other.example>      | <"x@anna.example> SIZE=1"@far.example>
            R29  | EHLO | <b@other.example>      | <tok@far.example> ORCPT=rfc822;anna@isp.example
            K2   | EHLO | <b@other.example>      | <tok@nx.far.example>
            """)
    void isRefused(String test, String greeting, String sender, String recipient) throws Exception {
        try (RawClient client = bench.connect()) {
            client.say(greeting + " mail.isp.example");
            client.say("MAIL FROM:" + sender);
            String rcpt = client.say("RCPT TO:" + recipient);
            assertTrue(rcpt.startsWith("5"), test + " is refused for good: " + rcpt);

            String data = client.say("DATA");
            assertTrue(data.startsWith("554 ") || data.startsWith("503 "),
                    "S17: nothing was taken, so nothing comes: " + data);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(List.of(), files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve("tls")))
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
