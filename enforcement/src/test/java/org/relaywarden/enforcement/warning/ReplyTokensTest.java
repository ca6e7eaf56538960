// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.enforcement.warning.ReplyTokens.Named;
import org.relaywarden.enforcement.warning.ReplyTokens.Purpose;

class ReplyTokensTest {

    private final ReplyTokens tokens = tokensOf("one key");

    private static ReplyTokens tokensOf(String key) {
        return new ReplyTokens(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "42, 7", "1099511627775, 65535"})
    void aTokenNamesItsNoticeWhateverCaseItComesBackIn(long caseNumber, int noticeNumber) {
        for (Purpose purpose : Purpose.values()) {
            String token = tokens.token(purpose, caseNumber, noticeNumber);
            assertTrue(token.matches("[a-z2-7]{32}"), token);
            Optional<Named> named = Optional.of(new Named(caseNumber, noticeNumber));
            assertEquals(named, tokens.verify(purpose, token));
            assertEquals(named, tokens.verify(purpose, token.toUpperCase(Locale.ROOT)));
        }
    }

    @Test
    void oneClassIsNeverTakenForTheOther() {
        String reply = tokens.token(Purpose.REPLY, 12, 1);
        assertEquals(Optional.empty(), tokens.verify(Purpose.BOUNCE, reply));
        assertEquals(Optional.empty(), tokens.verify(Purpose.REPLY, tokens.token(Purpose.BOUNCE, 12, 1)));
        assertNotEquals(reply, tokens.token(Purpose.BOUNCE, 12, 1));
    }

    @Test
    void noLetterCanBeChanged() {
        String token = tokens.token(Purpose.REPLY, 12, 1);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'a' ? 'b' : 'a';
            String forged = token.substring(0, i) + other + token.substring(i + 1);
            assertEquals(Optional.empty(), tokens.verify(Purpose.REPLY, forged), "at " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "abc", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "ääääääääääääääääääääääääääääääää"})
    void whatIsNoTokenIsNone(String text) {
        assertEquals(Optional.empty(), tokens.verify(Purpose.REPLY, text));
    }

    @Test
    void anotherKeyKnowsNoneOfThem() {
        assertEquals(Optional.empty(), tokensOf("another").verify(Purpose.REPLY, tokens.token(Purpose.REPLY, 12, 1)));
    }

    @Test
    void numbersBeyondATokenAreOurFault() {
        assertThrows(IllegalArgumentException.class, () -> tokens.token(Purpose.REPLY, 1L << 40, 1));
        assertThrows(IllegalArgumentException.class, () -> tokens.token(Purpose.REPLY, 1, 1 << 16));
    }
}
