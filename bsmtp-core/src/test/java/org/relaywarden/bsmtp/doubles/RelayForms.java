// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.doubles;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * The battery with which we test others, as a stranger would say it to us: test, greeting, sender, recipient. Ours are
 * {@code isp.example}, {@code anna.example} and {@code collector.example}; all of it asks for {@code far.example}.
 */
public final class RelayForms {

    private static final String TABLE = """
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
            """;

    private RelayForms() {}

    public static Stream<Arguments> all() {
        return TABLE.lines().map(line -> {
            String[] words = Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
            return Arguments.of(words[0], words[1], words[2], words[3]);
        });
    }

    /** Asks for one after a whole line of greeting: it is refused for good, and nothing was taken (S17). */
    public static void assertRefused(RawClient client, String test, String greeting, String sender, String recipient)
            throws IOException {
        client.say(greeting);
        client.say("MAIL FROM:" + sender);
        String reply = client.say("RCPT TO:" + recipient);
        assertTrue(reply.startsWith("5"), () -> test + " is refused for good: " + reply);
        String data = client.say("DATA");
        assertTrue(data.startsWith("554 ") || data.startsWith("503 "), () -> test + ", and so nothing comes: " + data);
    }
}
