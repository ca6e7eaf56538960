// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.bsmtp.smtp.EnhancedCode;
import org.relaywarden.bsmtp.smtp.Reply;

/** A filter's words, fit to be said to a stranger: it may have taken them from a stranger's mail. */
final class SafeText {

    static final Reply REFUSED = Reply.of(550, "5.7.1 Not kept: refused by the content filter");
    static final Reply PUT_OFF = Reply.of(451, "4.7.1 Not kept: put off by the content filter, try again later");

    private static final int LINES_MAX = 10;
    private static final int LINE_CHARACTERS_MAX = 400;

    /** Codes and text of one line: {@code 550 5.7.1 text}, {@code 550-5.7.1 text}. */
    private static final Pattern LINE = Pattern.compile("([45][0-5][0-9])(?:[ -](.*))?", Pattern.DOTALL);

    private SafeText() {}

    /**
     * The reply that a filter chose. Only 4yz and 5yz are replies to a mail that is not kept; 421 would say that we
     * hang up, which we don't.
     */
    static Reply reply(String text) throws MilterFault {
        List<String> lines = new ArrayList<>();
        int code = 0;
        for (String raw : text.split("\r?\n")) {
            Matcher line = LINE.matcher(raw);
            if (!line.matches()) {
                throw new MilterFault("a reply that is none: " + line(raw));
            }
            int given = Integer.parseInt(line.group(1));
            code = given == 421 ? 451 : given;
            String words = line.group(2) == null ? "" : line(line.group(2));
            if (lines.size() < LINES_MAX) {
                lines.add(withEnhancedCode(code, words));
            }
        }
        return new Reply(code, lines);
    }

    /** RFC 2034 section 4: each of our replies has one, of the class of its code. */
    private static String withEnhancedCode(int code, String words) {
        int klass = code / 100;
        boolean fits = EnhancedCode.leading(words).filter(own -> own.klass() == klass).isPresent();
        return fits ? words : klass + ".7.1 " + (words.isEmpty() ? "Not kept: by the content filter" : words);
    }

    /** One line of printable ASCII. libmilter doubles percent signs. */
    static String line(String text) {
        String printable = text.strip().replace("%%", "%").replaceAll("[^ -~]", "?");
        return printable.substring(0, Math.min(printable.length(), LINE_CHARACTERS_MAX));
    }
}
