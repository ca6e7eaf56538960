// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.journal;

import java.util.Map;

/** One line of the journal. */
final class JournalLine {

    /** Longer values are cut: a stranger's text must not fill the log. */
    static final int VALUE_CHARACTERS_MAX = 500;

    private JournalLine() {}

    static String of(String id, String fact, Map<String, ?> fields) {
        StringBuilder line = new StringBuilder(word(id)).append(' ').append(word(fact));
        fields.forEach((key, value) -> line.append(' ').append(word(key)).append('=').append(word(value)));
        return line.toString();
    }

    /** A value of ours or of a stranger as one word: in quotes where a reader could take it for two. */
    private static String word(Object value) {
        String shown = value instanceof byte[] bytes
                ? Visible.of(bytes, VALUE_CHARACTERS_MAX)
                : Visible.of(String.valueOf(value), VALUE_CHARACTERS_MAX);
        boolean plain = !shown.isEmpty() && shown.chars().noneMatch(c -> c == ' ' || c == '"' || c == '=');
        // A quote inside becomes \x22, not \": so a closing quote is a closing quote even after a stranger's backslash.
        return plain ? shown : '"' + shown.replace("\"", "\\x22") + '"';
    }
}
