// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.smtp.Reply;

/**
 * What of a greeting tells one server from another. Sendmail and Exim put the time into it, others a number that
 * counts: only words without a digit are kept, and no names of days and months.
 */
final class Banner {

    private static final int CHARACTERS_MAX = 200;

    private static final Set<String> OF_TIME = Set.of(
            "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug",
            "sep", "oct", "nov", "dec", "am", "pm", "cet", "cest", "est", "edt", "pst", "pdt", "bst", "gmt", "utc");

    private Banner() {}

    /** Up to 200 printable ASCII characters; the same for each greeting of one server that was not changed. */
    static String fingerprint(Reply greeting) {
        String words = Arrays.stream(String.join(" ", greeting.lines()).split("[^!-~]+"))
                .map(word -> word.replaceAll("[(),;]", ""))
                .filter(word -> !word.isEmpty() && word.chars().noneMatch(Character::isDigit))
                .filter(word -> !OF_TIME.contains(word.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(" "));
        return words.length() <= CHARACTERS_MAX ? words : words.substring(0, CHARACTERS_MAX);
    }
}
