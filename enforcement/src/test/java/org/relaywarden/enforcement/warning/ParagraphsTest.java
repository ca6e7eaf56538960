// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ParagraphsTest {

    @Test
    void paragraphsAreFilledItemsHangAndVerbatimStands() {
        String long80 = "word ".repeat(20).strip();
        assertEquals(
                "a b\n"
                        + "\n"
                        + "- " + "word ".repeat(15).strip() + "\n"
                        + "  " + "word ".repeat(5).strip() + "\n"
                        + "- second\n"
                        + "\n"
                        + "    verbatim a\n"
                        + "    verbatim b\n",
                Paragraphs.fill("\n\na\nb\n\n\n- " + long80 + "\n- second\n    verbatim a\n    verbatim b\n\n".replace(
                        "second\n", "second\n\n")));
    }

    @Test
    void aStrangersEndlessWordIsCut() {
        String filled = Paragraphs.fill("    it answered: " + "x".repeat(150));
        assertEquals(
                "    it answered: " + "x".repeat(59) + "\n        " + "x".repeat(68) + "\n        " + "x".repeat(23)
                + "\n",
                filled);
    }

    @Test
    void aCommandInQuotesStaysOnOneLine() {
        assertEquals(
                "x".repeat(66) + " see\n\"postqueue -p\" and more\n",
                Paragraphs.fill("x".repeat(66) + " see\n\"postqueue -p\" and more"));
    }
}
