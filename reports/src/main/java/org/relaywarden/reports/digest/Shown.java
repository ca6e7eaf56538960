// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import java.util.ArrayList;
import java.util.List;
import org.relaywarden.bsmtp.journal.Visible;

/**
 * A stranger's text, made fit to be shown (decision 22): what the scanner made visible is made visible once more, for a
 * page outlives the code that fed it. The template still escapes it.
 */
final class Shown {

    /** More than this of one text isn't even looked at: the doors promise far less. */
    private static final int READ_MAX = 65_536;

    private Shown() {}

    /** One line. */
    static String line(String text, int charactersMax) {
        return Visible.of(text.length() > READ_MAX ? text.substring(0, READ_MAX) : text, charactersMax).strip();
    }

    /** The lines of a text that has line ends of its own, at most so many; the rest is counted in a last line. */
    static List<String> lines(String text, int linesMax, int charactersMax) {
        String read = text.length() > READ_MAX ? text.substring(0, READ_MAX) : text;
        List<String> all = read.lines().toList();
        List<String> shown = new ArrayList<>();
        all.stream().limit(linesMax).forEach(line -> shown.add(Visible.of(line, charactersMax)));
        if (all.size() > linesMax || read.length() < text.length()) {
            shown.add("[... the rest is left out: the text is longer than this page shows]");
        }
        return shown;
    }
}
