// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.journal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes a stranger's bytes or text fit to be shown in a log, a terminal, a page or a mail: what could move the cursor,
 * turn the reading direction, hide itself or begin a new line comes out as {@code \xNN} (a byte, or an ASCII control
 * character) or {@code \}{@code u{NNNN}} (any other character). What is printable stays as it is.
 *
 * <p>Doing it twice changes nothing. It is no escape for HTML or for a shell: a template still has to do its own.
 */
public final class Visible {

    /** The shortest cut that leaves room for the mark which says so. */
    private static final int SMALLEST_MAXIMUM = 24;

    /** Accents on one letter; more of them are a heap that runs into the lines above and below. */
    private static final int MARKS_IN_A_ROW_MAX = 2;

    /** Letters and symbols by their category, and yet nothing to see: fillers, selectors, the empty Braille cell. */
    private static final String UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0";

    private final StringBuilder shown = new StringBuilder();
    private int marksInARow = MARKS_IN_A_ROW_MAX;

    private Visible() {}

    /**
     * @param charactersMax at least 24; a longer result is cut, and ends in {@code [...N more]}, the mark being within
     *     the maximum and N the characters of the result that are left out
     */
    public static String of(String text, int charactersMax) {
        Visible visible = new Visible();
        if (text.chars().allMatch(Visible::isPlain)) {
            visible.shown.append(text); // nearly all of what is shown, a line for each message
        } else {
            text.codePoints().forEach(visible::show);
        }
        return cut(visible.shown, charactersMax);
    }

    /** The same for bytes: UTF-8 where they are such, each byte that is not as {@code \xNN}. */
    public static String of(byte[] bytes, int charactersMax) {
        Visible visible = new Visible();
        int at = 0;
        while (at < bytes.length) {
            int length = lengthOfCharacter(bytes, at);
            if (length == 0) {
                visible.escape("\\x%02x", bytes[at] & 0xff);
                at++;
            } else {
                visible.show(new String(bytes, at, length, StandardCharsets.UTF_8).codePointAt(0));
                at += length;
            }
        }
        return cut(visible.shown, charactersMax);
    }

    /** How many bytes the UTF-8 character here has (RFC 3629 section 4), 0 where there is none. */
    private static int lengthOfCharacter(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length > bytes.length - at) {
            return 0;
        }
        try {
            // The decoder refuses what the first byte does not show: overlong forms, surrogates, missing bytes.
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
            return length;
        } catch (CharacterCodingException notUtf8) {
            return 0;
        }
    }

    private static boolean isPlain(int character) {
        return character >= 0x20 && character < 0x7f;
    }

    private void show(int character) {
        if (character < 0x20 || character == 0x7f) {
            escape("\\x%02x", character);
        } else if (isPrintable(character)) {
            shown.appendCodePoint(character);
            marksInARow = marksAfter(character);
        } else {
            escape("\\u{%x}", character);
        }
    }

    private void escape(String format, int value) {
        shown.append(String.format(Locale.ROOT, format, value));
        marksInARow = MARKS_IN_A_ROW_MAX;
    }

    private boolean isPrintable(int character) {
        boolean selector =
                (character >= 0xfe00 && character <= 0xfe0f) || (character >= 0xe0100 && character <= 0xe01ef);
        if (selector || UNSEEN.indexOf(character) >= 0) {
            return false;
        }
        if (isMark(character)) {
            // An accent on nothing would sit on our own quote or equals sign.
            return marksInARow < MARKS_IN_A_ROW_MAX;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> true;
        };
    }

    /** Only a letter carries accents. */
    private int marksAfter(int character) {
        if (Character.isLetter(character)) {
            return 0;
        }
        return isMark(character) ? marksInARow + 1 : MARKS_IN_A_ROW_MAX;
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static String cut(StringBuilder shown, int charactersMax) {
        if (charactersMax < SMALLEST_MAXIMUM) {
            throw new IllegalArgumentException("at least " + SMALLEST_MAXIMUM + " characters, got " + charactersMax);
        }
        if (shown.length() <= charactersMax) {
            return shown.toString();
        }
        int kept = charactersMax - SMALLEST_MAXIMUM + 4;
        if (Character.isHighSurrogate(shown.charAt(kept - 1))) {
            kept--;
        }
        return shown.substring(0, kept) + "[..." + (shown.length() - kept) + " more]";
    }
}
