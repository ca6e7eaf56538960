// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.testbed.TurnableClock;

/** Dovecot is asked about a password, whatever it says, and however often a peer is wrong. */
@Timeout(60)
class AuthenticationTest {

    private static final InetAddress PEER = InetAddress.ofLiteral("203.0.113.5");
    private static final Credentials ANNA = new Credentials("anna", "secret");

    @TempDir
    Path folder;

    private final RememberedJournal journal = new RememberedJournal();
    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T08:00:00Z"));
    private ScriptedDovecot dovecot;
    private Authentication authentication;

    @BeforeEach
    void start() throws IOException {
        dovecot = new ScriptedDovecot(folder);
        authentication = asking(Duration.ofSeconds(10));
    }

    private Authentication asking(Duration within) {
        return Authentication.by(new DovecotSettings(dovecot.socket(), within), journal, clock);
    }

    @AfterEach
    void stop() throws IOException {
        dovecot.close();
    }

    private String verified(InetAddress peer) {
        return authentication.verify("session-1", ANNA, peer).toString();
    }

    @Test
    void saysWhoAsksAndFromWhere() {
        assertEquals("Proven[login=anna]", verified(PEER));
        assertTrue(dovecot.asked().contains(
                        "AUTH\t1\tPLAIN\tservice=smtp\tsecured\trip=203.0.113.5\tresp=AGFubmEAc2VjcmV0"),
                () -> "the last field is the response: " + dovecot.asked());
        assertEquals("VERSION\t1\t1", dovecot.asked().getFirst());
        assertEquals("anna", journal.of("logged-in").getFirst().fields().get("login"));
        assertEquals("", authentication.outage());
    }

    /** A tab is written here as {@code ~}, an end of line as {@code ;}. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            OK~1~user=anna@isp.example;             | Proven[login=anna@isp.example] | as Dovecot calls it
            FAIL~9~user=x;OK~1~user=anna;           | Proven[login=anna]   | another's answer is not ours
            FAIL~1~user=anna;                       | Wrong[]              | a wrong password
            FAIL~1~user=anna~temp;                  | Away[]               | its own database is away
            OK~1;                                   | Away[]               | does not say who
            OK~1~user=;                             | Away[]               | nobody
            OK~1~user=a b;                          | Away[]               | no login
            CONT~1~abc;                             | Away[]               | PLAIN has no second step
            ''                                      | Away[]               | hangs up
            """)
    void whatItAnswers(String answer, String expected, String why) {
        dovecot.answering(answer.replace('~', '\t').replace(';', '\n'));
        assertEquals(expected, verified(PEER), why);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            VERSION~2~0;DONE;                | another protocol
            DONE;                            | no version
            """)
    void anotherProtocolIsNoAnswer(String greeting, String why) {
        dovecot.greeting(greeting.replace('~', '\t').replace(';', '\n'));
        assertEquals("Away[]", verified(PEER), why);
        assertTrue(authentication.outage().contains("another version"), authentication.outage());
    }

    @Test
    void aGreetingWithoutEndIsNoAnswer() {
        dovecot.greeting("VERSION\t1\t2\n" + "MECH\tX\n".repeat(200));
        assertEquals("Away[]", verified(PEER));
        dovecot.greeting("x".repeat(20_000));
        assertEquals("Away[]", verified(PEER));
    }

    @Test
    void silenceHasAnEnd() {
        dovecot.greeting("VERSION\t1\t2\n");
        authentication = asking(Duration.ofMillis(200));
        assertEquals("Away[]", verified(PEER));
        assertTrue(authentication.outage().endsWith("no answer within 200 ms"), authentication.outage());
    }

    @Test
    void soManyAtOnceAndNoMore() throws Exception {
        dovecot.answering("");
        dovecot.greeting("VERSION\t1\t2\n");
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Dovecot.AT_ONCE_MAX; i++) {
                askers.execute(() -> verified(PEER));
            }
            assertTrue(dovecot.hasHeard(2 * Dovecot.AT_ONCE_MAX), "two lines each, and then they wait");
            assertEquals("Away[]", verified(PEER));
            assertTrue(journal.text().contains("50 questions wait already"), journal.text());
            dovecot.hangUp();
        }
    }

    @Test
    void whereNobodyListensNobodyIsCalledWrong() throws Exception {
        dovecot.close();
        assertEquals("Away[]", verified(PEER));
        assertTrue(authentication.outage().startsWith("Dovecot at " + dovecot.socket()), authentication.outage());
        assertEquals(1, journal.counted(AuthCounter.AWAY));
    }

    @Test
    void aPeerThatIsWrongTooOftenIsNotAskedAbout() {
        dovecot.answering("FAIL\t1\n");
        for (int tries = 0; tries < PacedAuthentication.WRONG_MAX; tries++) {
            assertEquals("Wrong[]", verified(PEER));
        }
        dovecot.answering("OK\t1\tuser=anna\n");
        assertEquals("TooOften[]", verified(PEER), "right or not");
        assertEquals("Proven[login=anna]", verified(InetAddress.ofLiteral("203.0.113.6")), "others are not held up");
        clock.advance(Duration.ofSeconds(30));
        assertEquals("Proven[login=anna]", verified(PEER), "twenty in ten minutes: one more each thirty seconds");
        assertFalse(journal.text().contains("secret") || journal.text().contains("AGFubmE"), journal.text());
    }
}
