// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.util.Optional;
import org.relaywarden.testbed.simulated.behaviour.MailAddress;

/**
 * Reads {@code FROM:<path> parameters}, as leniently as the servers of the field: spaces and missing brackets do no
 * harm.
 */
final class PathArgument {
    private PathArgument() {}

    /** The address, or nothing when {@code argument} is no such thing. */
    static Optional<MailAddress> read(String keyword, String argument) {
        String start = keyword + ':';
        if (!argument.regionMatches(true, 0, start, 0, start.length())) {
            return Optional.empty();
        }
        String rest = argument.substring(start.length()).strip();
        if (rest.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return Optional.empty();  // RFC 5321 section 4.1.2: no control character in a path
        }
        if (!rest.startsWith("<")) {
            String bare = rest.split(" ", 2)[0];
            return bare.isEmpty() ? Optional.empty() : Optional.of(MailAddress.parse(bare));
        }
        int end = closingBracket(rest);
        return end < 0 ? Optional.empty() : Optional.of(MailAddress.parse(rest.substring(1, end).strip()));
    }

    private static int closingBracket(String text) {
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        return -1;
    }
}
