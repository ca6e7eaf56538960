// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The argument of MAIL or RCPT: a path in angle brackets, then parameters (RFC 5321 section 4.1.1.2). Immutable.
 *
 * @param path between the brackets, without a source route; each char one octet as it came
 * @param parameters names in upper case; values as octets, empty where none stood
 */
public record PathArgument(String path, Map<String, String> parameters) {

    /** RFC 5321 section 4.1.2, A-d-l. A literal may hold colons, so the route's own colon is the one behind it. */
    private static final Pattern SOURCE_ROUTE = Pattern.compile("@(?:\\[[^\\]]*\\]|[A-Za-z0-9.-]+)"
            + "(?:,@(?:\\[[^\\]]*\\]|[A-Za-z0-9.-]+))*:");

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*(=[!-<>-~\\x80-\\xff]+)?");

    /**
     * Reads it.
     *
     * @param keyword {@code FROM:} or {@code TO:}
     * @return empty where it is none
     */
    public static Optional<PathArgument> parse(String argument, String keyword) {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            return Optional.empty();
        }
        // A blank behind the colon is not allowed and often sent.
        String rest = argument.substring(keyword.length()).stripLeading();
        int end = endOfPath(rest);
        if (end < 0) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        String behind = rest.substring(end + 1);
        if (!behind.isEmpty() && behind.charAt(0) != ' ') {
            return Optional.empty();
        }
        for (String word : behind.isBlank() ? new String[0] : behind.strip().split(" +")) {
            int equals = word.indexOf('=');
            String name = (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            if (!PARAMETER.matcher(word).matches() || parameters.putIfAbsent(name, value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new PathArgument(withoutRoute(rest.substring(1, end)), parameters));
    }

    /**
     * The address.
     *
     * @param utf8 whether letters of all scripts may stand in it (RFC 6531)
     * @return empty where the path is none
     */
    public Optional<MailAddress> address(boolean utf8) {
        if (isAscii()) {
            return MailAddress.parse(path);
        }
        return utf8 ? Utf8.read(path).flatMap(MailAddress::parseInternational) : Optional.empty();
    }

    /** Whether the path is free of letters beyond ASCII. */
    public boolean isAscii() {
        return Utf8.isAscii(path);
    }

    /** The bracket that closes the path; one within quotes does not (a smuggled parameter would follow it). */
    private static int endOfPath(String text) {
        if (text.isEmpty() || text.charAt(0) != '<') {
            return -1;
        }
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

    /** RFC 5321 appendix C: a route is read and not followed; what counts is the address behind it. */
    private static String withoutRoute(String path) {
        var route = SOURCE_ROUTE.matcher(path);
        return route.lookingAt() ? path.substring(route.end()) : path;
    }
}
