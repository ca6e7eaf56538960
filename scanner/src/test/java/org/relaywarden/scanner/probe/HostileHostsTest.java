// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.replies.Heard;

/** Hosts that end the conversation at every step, talk on behind STARTTLS, or say what is no SMTP (decision 22). */
@Timeout(30)
class HostileHostsTest {

    private static final Duration STEP = Duration.ofSeconds(1);

    /** What the host says, step by step; then it hangs up. */
    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            PLAIN    | -                                                    | ENDED         | hangs up at once
            PLAIN    | 220 x                                                | ENDED         | after the banner
            PLAIN    | 220 x;EHLO>250 x                                     | ENDED         | after EHLO
            PLAIN    | 220 x;EHLO>250 x;MAIL>250 ok                         | ENDED         | after MAIL
            PLAIN    | 220 x;EHLO>250 x;MAIL>250 ok;RCPT>250 ok             | ENDED         | after RCPT
            PLAIN    | 220 x;EHLO>250 x;MAIL>250 ok;RCPT>250 ok;DATA>354 go | ENDED         | after DATA
            PLAIN    | 220 x;EHLO>421 go away                               | ENDED         | 421 in place of an answer
            PLAIN    | hello, who is there                                  | GARBLED       | no reply at all
            PLAIN    | 999 x                                                | GARBLED       | a code that is none
            PLAIN    | HTTP/1.1 400 Bad Request                             | GARBLED       | a web server
            STARTTLS | 220 x;EHLO>250-x#250 Z;STARTTLS>220 go#250 in clear  | GARBLED       | talks on before the handshake
            STARTTLS | 220 x;EHLO>250-x#250 Z;STARTTLS>220 go               | NO_CONNECTION | ends in the handshake
            TLS      | 220 x                                                | NO_CONNECTION | speaks in the clear inside TLS
            """)
    void isBoundedAndSaysWhatHappened(Security security, String script, Heard.Break how, String why) throws Exception {
        List<String> steps = List.of(script.replace("-x#", "-x\r\n").replace("go#", "go\r\n").split(";"));
        try (ScriptedHost host = ScriptedHost.answering(
                steps.getFirst().equals("-") ? "" : steps.getFirst(),
                steps.stream().skip(1).map(step -> step.replace('>', '|')).toArray(String[]::new))) {
            long began = System.nanoTime();

            Conversation talk = new Probe(Books.ofEverybody(), InstantSource.system())
                    .converse(Calls.to(host.address(), security, ProbeTimeouts.each(STEP)), List.of(Battery.find(Battery.OUTSIDER).orElseThrow()));

            TestAnswer answer = talk.answers().getFirst();
            assertTrue(answer.heard() instanceof Heard.Broke(Heard.Break broke, String _) && broke == how,
                    () -> why + ": " + answer);
            assertTrue(Duration.ofNanos(System.nanoTime() - began).compareTo(STEP.multipliedBy(8)) < 0, why);
            Conversation.Reach reach = how == Heard.Break.NO_CONNECTION
                    ? Conversation.Reach.NO_CONNECTION
                    : Conversation.Reach.CONNECTED;
            assertEquals(reach, talk.reach(), "a failed handshake is no way in");
            assertTrue(!talk.transcript().lines().isEmpty(), "the evidence says so");
        }
    }
}
