// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.battery;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between the angle brackets of MAIL or RCPT, with keys in braces where names and tokens go. Immutable. It
 * is text and no address: half of the forms are none.
 *
 * @param template such as <code>{token}%{collector}@{domain}</code>
 */
public record Form(String template) {

    private static final Pattern KEY = Pattern.compile("\\{([a-z]+)}");

    /** The sender of every test that is not about its sender. */
    static final Form OUTSIDER = new Form("{bounce}@{scanner}");

    /** The recipient of every test that is not about its recipient. */
    static final Form COLLECTOR = new Form("{token}@{collector}");

    /**
     * The form as it is sent.
     *
     * @return empty where it asks for a name of the host, and none is known
     */
    public Optional<String> filled(Names names, TokenPair tokens) {
        if (KEY.matcher(template).results().anyMatch(key -> value(key, names, tokens).isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(KEY.matcher(template)
                .replaceAll(key -> Matcher.quoteReplacement(
                        value(key, names, tokens).orElseThrow())));
    }

    private static Optional<String> value(MatchResult key, Names names, TokenPair tokens) {
        return switch (key.group(1)) {
            case "token" -> Optional.of(tokens.recipient());
            case "bounce" -> Optional.of(tokens.bounce());
            default -> names.of(key.group(1));
        };
    }
}
