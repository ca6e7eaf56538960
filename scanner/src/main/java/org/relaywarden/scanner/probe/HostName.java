// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.relaywarden.bsmtp.smtp.Reply;

/** Reads the name that a host gives itself: "220 ESMTP ready" names none. */
final class HostName {

    /** At least two labels of letters, digits and hyphens; the last one letters (RFC 3696 section 2). */
    private static final Pattern QUALIFIED =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    /** Endings that name nobody in particular: every second host is called so. */
    private static final Set<String> NOBODYS =
            Set.of("local", "localdomain", "localhost", "lan", "internal", "invalid");

    private static final int LENGTH_MAX = 253;

    private HostName() {}

    /** The first word of a banner or of the reply to EHLO, where it is a fully qualified name. */
    static Optional<String> of(Reply greeting) {
        String word = greeting.lines().getFirst().strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        boolean isName = word.length() <= LENGTH_MAX
                && QUALIFIED.matcher(word).matches()
                && !NOBODYS.contains(word.substring(word.lastIndexOf('.') + 1));
        return isName ? Optional.of(word) : Optional.empty();
    }
}
