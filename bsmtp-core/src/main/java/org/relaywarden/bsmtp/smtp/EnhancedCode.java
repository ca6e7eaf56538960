// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced mail system status code, such as 5.7.1 (RFC 3463 section 2). Immutable.
 *
 * @param klass 2 success, 4 persistent transient failure, 5 permanent failure
 * @param subject 0 to 999, the source of the condition
 * @param detail 0 to 999, the condition itself
 */
public record EnhancedCode(int klass, int subject, int detail) {

    private static final Pattern AT_LINE_START = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})(?= |$)");

    public EnhancedCode {
        if (klass != 2 && klass != 4 && klass != 5) {
            throw new IllegalArgumentException("RFC 3463 section 2 allows class 2, 4 or 5, got " + klass);
        }
        if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
            throw new IllegalArgumentException(
                    "RFC 3463 section 2 allows 0 to 999 for subject and detail, got " + subject + "." + detail);
        }
    }

    /** The code with which the text of a reply line begins, if it begins with one; a code further on is no code. */
    public static Optional<EnhancedCode> leading(String text) {
        Matcher matcher = AT_LINE_START.matcher(text);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        return Optional.of(new EnhancedCode(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))));
    }

    @Override
    public String toString() {
        return klass + "." + subject + "." + detail;
    }
}
