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

    private static final Pattern KEY = Pattern.compile("\\{([a-z0-9]+)}");

    /** The sender of every test that is not about its sender. */
    static final Form OUTSIDER = new Form("{bounce}@{scanner}");

    /** A sender of the host's own, as a stranger would forge it. */
    static final Form LOCAL = new Form("{bounce}@{host}");

    /** The recipient of every test that is not about its recipient. */
    static final Form COLLECTOR = new Form("{token}@{collector}");

    /** A sender that no host knows for one of tests, and is no more about its sender than the outsider. */
    static final Form FRESH_OUTSIDER = new Form("{bounce}@{freshscanner}");

    /** The recipient at the domain that no host knows for one of tests. */
    static final Form FRESH = new Form("{token}@{fresh}");

    /**
     * The form as it is sent.
     *
     * @return empty where it asks for a name, and none is known: {@link #whyNot} says which
     */
    public Optional<String> filled(Names names, TokenPair tokens) {
        if (KEY.matcher(template).results().anyMatch(key -> value(key, names, tokens).isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(KEY.matcher(template)
                .replaceAll(key -> Matcher.quoteReplacement(
                        value(key, names, tokens).orElseThrow())));
    }

    /** Why it can't be filled, if it can't. */
    public Optional<String> whyNot(Names names, TokenPair tokens) {
        return KEY.matcher(template)
                .results()
                .filter(key -> value(key, names, tokens).isEmpty())
                .findFirst()
                .map(key -> Names.whyMissing(key.group(1)));
    }

    /** Whether it hangs on a setting of ours that may be missing. */
    boolean asksOurs() {
        return KEY.matcher(template).results().anyMatch(key -> Names.OPTIONAL_SETTINGS.contains(key.group(1)));
    }

    private static Optional<String> value(MatchResult key, Names names, TokenPair tokens) {
        return switch (key.group(1)) {
            case "token" -> Optional.of(tokens.recipient());
            case "bounce" -> Optional.of(tokens.bounce());
            default -> names.of(key.group(1));
        };
    }
}
