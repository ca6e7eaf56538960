// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills a rendered template to lines of 76 characters, so that templates can be written as is convenient. Lines that
 * follow each other are one paragraph; a line beginning with "- " begins an item; a line indented by four blanks stands
 * for itself and keeps its indentation. A command in quotes is not broken, so that it can be copied. Pure code.
 */
final class Paragraphs {

    static final int WIDTH = 76;

    private static final String VERBATIM = "    ";
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]{1,30}\"");
    private static final char UNBROKEN_BLANK = '\u00a0';

    private final List<String> lines = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private String hang = "";

    private Paragraphs() {}

    /** Lines end in {@code \n}; runs of empty lines become one. */
    static String fill(String text) {
        Paragraphs filled = new Paragraphs();
        text.lines().forEach(filled::take);
        filled.end();
        while (!filled.lines.isEmpty() && filled.lines.getLast().isEmpty()) {
            filled.lines.removeLast();
        }
        return String.join("\n", filled.lines).replace(UNBROKEN_BLANK, ' ') + "\n";
    }

    private void take(String line) {
        if (line.isBlank()) {
            end();
            if (!lines.isEmpty() && !lines.getLast().isEmpty()) {
                lines.add("");
            }
        } else if (line.startsWith(VERBATIM)) {
            end();
            int indent = line.length() - line.stripLeading().length();
            wrap(line.strip(), " ".repeat(indent), " ".repeat(indent + 4), WIDTH / 2);
        } else {
            if (line.startsWith("- ")) {
                end();
                hang = "  ";
            }
            open.append(open.isEmpty() ? "" : " ").append(line.strip());
        }
    }

    private void end() {
        if (!open.isEmpty()) {
            String kept = QUOTED.matcher(open).replaceAll(
                    found -> Matcher.quoteReplacement(found.group().replace(' ', UNBROKEN_BLANK)));
            wrap(kept, "", hang, 1);
            open.setLength(0);
        }
        hang = "";
    }

    /**
     * Breaks at the last blank that fits, unless that would leave less than so many characters on the line: a word
     * longer than a line is a stranger's, and is cut, or it would run over the page.
     */
    private void wrap(String text, String firstIndent, String nextIndent, int charactersMin) {
        String indent = firstIndent;
        String rest = text;
        while (indent.length() + rest.length() > WIDTH) {
            int room = WIDTH - indent.length();
            int blank = rest.lastIndexOf(' ', room);
            int cut = blank >= charactersMin ? blank : room;
            lines.add(indent + rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
            indent = nextIndent;
        }
        lines.add(indent + rest);
    }
}
