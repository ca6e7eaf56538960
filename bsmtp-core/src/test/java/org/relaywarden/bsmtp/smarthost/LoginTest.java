// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smarthost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.smarthost.DoorBench.base64;
import static org.relaywarden.bsmtp.smarthost.DoorBench.recipient;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.doubles.RawClient;

/** AUTH on the wire (RFC 4954): within TLS, by PLAIN and LOGIN, and never a password in the journal. */
@Timeout(60)
class LoginTest {

    private static final String PLAIN = base64("\0anna\0secret-anna");
    private static final String FAR = "bob@far.example";

    @AutoClose
    private DoorBench bench;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        bench = new DoorBench(folder);
    }

    @Test
    void isNeitherOfferedNorTakenInTheClear() throws Exception {
        try (RawClient client = bench.greeted()) {
            assertFalse(client.say("EHLO laptop.example").contains("AUTH"));
            String reply = client.say("AUTH PLAIN " + PLAIN);
            assertTrue(reply.startsWith("538 5.7.11 ") && reply.contains("STARTTLS"), reply);
            // A client that does not listen says its password all the same.
            assertTrue(client.say("AUTH LOGIN").startsWith("538"));
            assertTrue(client.say(base64("secret-anna")).startsWith("500"));
            assertTrue(recipient(client, FAR).startsWith("530"));
        }
        assertNoPasswordWasWritten();
    }

    @Test
    void plainWithItsResponseAtOnceOrAfterAnEmptyChallenge() throws Exception {
        try (RawClient client = bench.secured()) {
            assertTrue(client.say("EHLO laptop.example").contains("250-AUTH PLAIN LOGIN")
                    || client.say("EHLO laptop.example").contains("250 AUTH PLAIN LOGIN"));
            assertEquals("235 2.7.0 Logged in", client.say("AUTH PLAIN " + PLAIN));
            assertFalse(client.say("EHLO laptop.example").contains("AUTH"), "once is enough");
            assertTrue(recipient(client, FAR).startsWith("250"), "and holds after another EHLO");
            assertTrue(client.say("AUTH PLAIN " + PLAIN).startsWith("503"));
        }
        try (RawClient client = bench.secured()) {
            assertEquals("334 ", client.say("auth plain"));
            assertEquals("235 2.7.0 Logged in", client.say(PLAIN));
        }
        assertNoPasswordWasWritten();
    }

    @Test
    void loginWithItsTwoChallenges() throws Exception {
        try (RawClient client = bench.secured()) {
            assertEquals("334 " + base64("Username:"), client.say("AUTH LOGIN"));
            assertEquals("334 " + base64("Password:"), client.say(base64("anna")));
            assertEquals("235 2.7.0 Logged in", client.say(base64("secret-anna")));
        }
        try (RawClient client = bench.secured()) {
            assertEquals("334 " + base64("Password:"), client.say("AUTH LOGIN " + base64("anna")));
            assertEquals("235 2.7.0 Logged in", client.say(base64("secret-anna")));
        }
        assertNoPasswordWasWritten();
    }

    @Test
    void whereTlsComesFirst() throws Exception {
        try (RawClient client = bench.implicit()) {
            assertTrue(client.reply().startsWith("220 "), "the banner, within TLS (RFC 8314 section 3.3)");
            assertFalse(client.say("EHLO laptop.example").contains("STARTTLS"));
            assertEquals("235 2.7.0 Logged in", client.say("AUTH PLAIN " + PLAIN));
            assertTrue(recipient(client, FAR).startsWith("250"));
        }
    }

    @Test
    void threeWrongPasswordsEndASession() throws Exception {
        try (RawClient client = bench.secured()) {
            String wrong = "AUTH PLAIN " + base64("\0anna\0secret-bert");
            assertTrue(client.say(wrong).startsWith("535 5.7.8 "));
            assertTrue(client.say(wrong).startsWith("535 5.7.8 "));
            assertTrue(client.say(wrong).startsWith("421 4.7.0 "));
            assertEquals("", client.reply(), "closed");
        }
        assertNoPasswordWasWritten();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            PLAIN AGF3YXkAeA==         | 454 4.7.0 | Dovecot is away: login "away"
            PLAIN YmVydABhbm5hAHNlY3JldC1hbm5h | 501 5.5.2 | anna's password to act as bert
            PLAIN YW5uYQBhbm5hAHNlY3JldC1hbm5h | 235 2.7.0 | to act as oneself
            PLAIN !!!                  | 501 5.5.2 | no base64
            PLAIN =                    | 501 5.5.2 | an empty response
            PLAIN AGFubmE=             | 501 5.5.2 | no password
            PLAIN AP//AHNlY3JldA==     | 501 5.5.2 | no UTF-8
            CRAM-MD5                   | 504 5.5.4 | a mechanism that is not offered
            XOAUTH2 dXNlcj0=           | 504 5.5.4 | another
            """)
    void whatElseIsSaid(String words, String reply, String why) throws Exception {
        try (RawClient client = bench.secured()) {
            String said = client.say("AUTH " + words);
            assertEquals(reply, said.substring(0, 9), () -> why + ": " + said);
        }
        assertNoPasswordWasWritten();
    }

    @Test
    void canBeCancelled() throws Exception {
        try (RawClient client = bench.secured()) {
            client.say("AUTH LOGIN");
            assertTrue(client.say("*").startsWith("501 "));
            assertEquals("235 2.7.0 Logged in", client.say("AUTH PLAIN " + PLAIN));
        }
    }

    @Test
    void isNoPartOfAMailAndOfNoGroup() throws Exception {
        try (RawClient client = bench.secured()) {
            client.say("MAIL FROM:<a@anna.example> AUTH=<>");
            assertTrue(client.say("AUTH PLAIN " + PLAIN).startsWith("503 "));
        }
        try (RawClient client = bench.secured()) {
            client.send("AUTH PLAIN " + PLAIN + "\r\nMAIL FROM:<a@anna.example>\r\n");
            assertTrue(client.reply().startsWith("554 5.5.1 "), "what follows would be read as a response");
        }
        assertNoPasswordWasWritten();
    }

    @Test
    void mailMayNameWhoLoggedIn() throws Exception {
        try (RawClient client = bench.loggedIn("anna")) {
            assertTrue(client.say("MAIL FROM:<a@anna.example> AUTH=a@anna.example SIZE=10").startsWith("250 "),
                    "RFC 4954 section 5");
        }
    }

    /** A login that was tried in vain may be a password, typed into the wrong field. */
    private void assertNoPasswordWasWritten() {
        List<String> secrets = List.of("secret", PLAIN, base64("secret-anna"), base64("\0anna\0secret-bert"));
        for (String secret : secrets) {
            assertFalse(bench.journal.text().contains(secret), () -> secret + " in " + bench.journal.text());
        }
    }
}
