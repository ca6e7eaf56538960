// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.proof;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.scanner.battery.TestId;

/**
 * A token as it stands in a local part: class, run, test, signature, such as {@code
 * r1z-s14-mfrggzdf...}. Immutable. Only {@link Tokens} says whether it is ours.
 *
 * @param tokenClass what an address with it stands for
 * @param runId read off it, not yet believed
 * @param path its number within the run, 0 to 99; read off it, not yet believed
 * @param test read off it, not yet believed
 * @param signature 20 characters of base32: 100 bits
 */
record ProbeToken(TokenClass tokenClass, long runId, int path, TestId test, String signature) {

    /** What an address with this token stands for; the signature covers it, so that none can pass for the other. */
    enum TokenClass {
        /** The recipient of a probe. */
        RECIPIENT('r'),
        /** The sender of a probe, where its bounces go. */
        BOUNCE('b');

        private final char letter;

        TokenClass(char letter) {
            this.letter = letter;
        }
    }

    /** Letters without UNICODE_CASE: a Kelvin sign is no K. At most 13 characters of a run: a long in base 36. */
    private static final Pattern FORM =
            Pattern.compile("([rb])([0-9a-z]{1,13})-([1-9][0-9]?|)(" + TestId.FORM + ")-([a-z2-7]{20})", Pattern.CASE_INSENSITIVE);

    private static final int RADIX = 36;

    /** Reads a token in whatever case relays have left it (section 2.4 of RFC 5321 asks them to leave it alone). */
    static Optional<ProbeToken> read(String localPart) {
        Matcher matcher = FORM.matcher(localPart);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String run = matcher.group(2).toLowerCase(Locale.ROOT);
        try {
            return Optional.of(new ProbeToken(
                    matcher.group(1).equalsIgnoreCase("r") ? TokenClass.RECIPIENT : TokenClass.BOUNCE,
                    Long.parseLong(run, RADIX),
                    matcher.group(3).isEmpty() ? 0 : Integer.parseInt(matcher.group(3)),
                    testId(matcher.group(4)),
                    matcher.group(5).toLowerCase(Locale.ROOT)));
        } catch (NumberFormatException largerThanAnyRun) {
            return Optional.empty();
        }
    }

    /** R16c, whatever case it came in: its first letter is a capital, the others are not. */
    private static TestId testId(String text) {
        return new TestId(text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1).toLowerCase(Locale.ROOT));
    }

    /** At most 43 characters, letters, digits and hyphens only: what every relay leaves in one piece. */
    String localPart() {
        return tokenClass.letter
                + Long.toString(runId, RADIX)
                + "-"
                + (path == 0 ? "" : path)
                + test.value().toLowerCase(Locale.ROOT)
                + "-"
                + signature;
    }
}
