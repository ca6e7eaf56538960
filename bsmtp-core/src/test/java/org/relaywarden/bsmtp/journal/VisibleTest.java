// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTest {

    @ParameterizedTest(name = "{0} is shown as {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        323230206f6b       | 220 ok              | plain text stays
        613d22625c6e       | a="b\\n             | quotes and backslashes are the writer's affair
        6c690d0a6e65       | li\\x0d\\x0ane      | no second line can be forged
        1b5b324a           | \\x1b[2J            | a terminal takes no orders
        7f00               | \\x7f\\x00          | delete and nul
        636166c3a9         | café                | UTF-8 is read as such
        636166e9           | caf\\xe9            | Latin-1 is not UTF-8: the byte is shown
        e280ae6d6f63       | \\u{202e}moc        | no right-to-left override
        e2808b             | \\u{200b}           | nothing invisible
        c285               | \\u{85}             | a C1 control is a character, not the byte 85
        c0af               | \\xc0\\xaf          | an overlong slash is no slash
        eda080             | \\xed\\xa0\\x80      | a surrogate is no character
        f09f9882           | 😂                  | four bytes
        f09f98             | \\xf0\\x9f\\x98      | cut off in the middle
        c2a0               | \\u{a0}             | only one kind of blank
        e385a4             | \\u{3164}           | a letter with nothing to see
        cc81               | \\u{301}            | an accent on nothing would sit on our own sign
        ee8080             | \\u{e000}           | private use: every font shows another thing
        """)
    void strangersBytes(String hex, String expected, String why) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertEquals(expected, Visible.of(bytes, 100), why);
    }

    @Test
    void accentsOnALetterStayButNoHeapsOfThem() {
        assertEquals("e\u0301\u0302\\u{303}", Visible.of("e\u0301\u0302\u0303", 100));
        assertEquals(" \\u{301}", Visible.of(" \u0301", 100), "a blank is no letter");
    }

    @Test
    void aLoneSurrogateInTextIsShown() {
        assertEquals("a\\u{d800}b", Visible.of("a\ud800b", 100));
    }

    @Test
    void aLongTextIsCutAndSaysSo() {
        assertEquals("a".repeat(80) + "[...920 more]", Visible.of("a".repeat(1000), 100));
        assertEquals("a".repeat(100), Visible.of("a".repeat(100), 100), "what fits is not cut");
        assertEquals(
                "a".repeat(79) + "[...41 more]",
                Visible.of("a".repeat(79) + "😂".repeat(20) + "b", 100),
                "no half character");
        assertThrows(IllegalArgumentException.class, () -> Visible.of("a", 23));
    }

    @Property
    void nothingUnseenComesThrough(@ForAll byte[] bytes) {
        String shown = Visible.of(bytes, 200);
        assertTrue(shown.length() <= 200, () -> HexFormat.of().formatHex(bytes));
        assertTrue(
                shown.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT),
                () -> HexFormat.of().formatHex(bytes));
    }

    @Property
    void twiceIsOnce(@ForAll String text) {
        String once = Visible.of(text, 60);
        assertEquals(once, Visible.of(once, 60));
    }

    @Property
    void bytesAndTextAgree(@ForAll String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        String decoded = new String(utf8, StandardCharsets.UTF_8);
        assertEquals(Visible.of(decoded, 500), Visible.of(utf8, 500));
    }

    @Test
    void everyAsciiCharacterThatPrintsStays() {
        String printable = IntStream.rangeClosed(0x20, 0x7e)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        assertEquals(printable, Visible.of(printable, 100));
    }
}
