// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.scanner.battery.TestId;

class TokensTest {

    private static final Tokens TOKENS = new Tokens("a key of no less than thirty-two bytes".getBytes());
    private static final Tokens OTHERS = new Tokens("the key of no less a provider next door".getBytes());
    private static final TestId S14 = new TestId("S14");

    @Test
    void aTokenIsWhatEveryRelayLeavesInOnePiece() {
        String longest = TOKENS.of(run(Long.MAX_VALUE, "192.0.2.7", 25, "OUTSIDE"), S14).recipient();

        assertTrue(longest.matches("[a-z][a-z0-9-]{1,38}[a-z0-9]"), longest);
        assertTrue(longest.length() <= 40, longest);
    }

    @Test
    void theSameTestOfTheSameRunBearsTheSameTokenAgain() {
        // Decision 12: a greylist lets only the same triplet through.
        Binding run = run(77, "192.0.2.7", 25, "OUTSIDE");

        assertEquals(TOKENS.of(run, S14), TOKENS.of(run, S14));
    }

    @Test
    void aTokenSurvivesWhatRelaysDoToLetters() {
        Binding run = run(77, "192.0.2.7", 25, "OUTSIDE");
        String token = TOKENS.of(run, S14).recipient();

        for (String arrived : new String[] {token, token.toUpperCase(Locale.ROOT), token.replace('r', 'R')}) {
            assertTrue(isOurs(TOKENS, arrived, run), arrived);
        }
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} {4} {5}: {6}")
    @CsvSource(delimiter = '|', textBlock = """
            r | 78 | 192.0.2.7  | 25   | OUTSIDE | S14 | another run
            r | 77 | 192.0.2.8  | 25   | OUTSIDE | S14 | another host
            r | 77 | ::c000:207 | 25   | OUTSIDE | S14 | the same digits in the other family
            r | 77 | 192.0.2.7  | 2525 | OUTSIDE | S14 | another port
            r | 77 | 192.0.2.7  | 25   | INSIDE  | S14 | another vantage
            r | 77 | 192.0.2.7  | 25   | OUTSIDE | S1  | another test
            b | 77 | 192.0.2.7  | 25   | OUTSIDE | S14 | the other class: a bounce address is no proof
            """)
    void aTokenVouchesForNothingElse(
            String letter, long run, String host, int port, String vantage, String test, String why) {
        Binding ours = run(77, "192.0.2.7", 25, "OUTSIDE");
        String token = TOKENS.of(ours, S14).recipient();
        Binding other = run(run, host, port, vantage);
        String signature = token.substring(token.lastIndexOf('-'));
        String moved = letter + Long.toString(run, 36) + "-" + test.toLowerCase(Locale.ROOT) + signature;

        assertFalse(isOurs(TOKENS, moved, other), why);
    }

    @Test
    void aTokenOfAnotherKeyIsForged() {
        Binding run = run(77, "192.0.2.7", 25, "OUTSIDE");

        assertFalse(isOurs(TOKENS, OTHERS.of(run, S14).recipient(), run));
        assertNotEquals(OTHERS.of(run, S14), TOKENS.of(run, S14));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            r25-s14-aaaaaaaaaaaaaaaaaaa     | 19 characters of signature
            r25-s14-aaaaaaaaaaaaaaaaaaaaa   | 21 characters of signature
            r25-s14-aaaaaaaaaaaaaaaaaaa1    | 1 is no letter of base32
            r25-q14-aaaaaaaaaaaaaaaaaaaa    | no such letter of a test
            c25-s14-aaaaaaaaaaaaaaaaaaaa    | no such class
            r-s14-aaaaaaaaaaaaaaaaaaaa      | no run
            rzzzzzzzzzzzzz-s1-aaaaaaaaaaaaaaaaaaaa | a run beyond any number
            r25-\u212a1-aaaaaaaaaaaaaaaaaaaa | a Kelvin sign is no K
            xr25-s14-aaaaaaaaaaaaaaaaaaaa   | something before it
            postmaster                      | a name
            """)
    void whatIsNoTokenIsNotRead(String localPart, String why) {
        assertEquals(Optional.empty(), ProbeToken.read(localPart), why);
    }

    @Test
    void aShortKeyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Tokens(new byte[31]));
    }

    private static boolean isOurs(Tokens tokens, String localPart, Binding run) {
        return tokens.isOurs(ProbeToken.read(localPart).orElseThrow(), run);
    }

    private static Binding run(long id, String address, int port, String vantage) {
        return new Binding(id, InetAddress.ofLiteral(address), port, vantage);
    }
}
