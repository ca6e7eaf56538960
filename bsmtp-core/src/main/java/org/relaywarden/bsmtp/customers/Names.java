// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which logins, aliases and domains a customer may have; all are lower-case here. */
public final class Names {

    private static final Pattern MAILBOX_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** RFC 5321 section 4.5.1 and RFC 2142 give these to the provider; a customer would read its mail. */
    private static final Set<String> PROVIDERS_OWN = Set.of("postmaster", "abuse");

    private static final int DOMAIN_CHARACTERS_MAX = 253;

    private Names() {}

    /** Only ASCII is made lower-case: Unicode has other letters that would become one of a to z (U+212A). */
    public static String lower(String name) {
        return name.chars().allMatch(c -> c < 0x80) ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** Fit to name a folder and, by RFC 5321 section 4.1.2 (Dot-string), to stand before an @ without quotes. */
    public static boolean isMailboxName(String name) {
        return MAILBOX_NAME.matcher(name).matches() && !name.endsWith(".") && !name.contains("..");
    }

    /** What is wrong with a login or an alias, and what to do; empty when nothing is. */
    public static Optional<String> faultOfMailboxName(String name) {
        if (!isMailboxName(name)) {
            return Optional.of("can't name a mailbox: take 1 to 64 of a-z 0-9 . _ -, a letter or digit first,"
                    + " no dot at the end and no two in a row");
        }
        return PROVIDERS_OWN.contains(name)
                ? Optional.of("is the provider's own address: take another")
                : Optional.empty();
    }

    public static boolean isDomain(String domain) {
        String[] labels = domain.split("\\.", -1);
        if (domain.length() > DOMAIN_CHARACTERS_MAX || labels.length < 2) {
            return false;
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        // 192.0.2.7 is no domain: no top level is a number (RFC 3696 section 2).
        return !labels[labels.length - 1].chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** What is wrong with a domain, and what to do; empty when nothing is. */
    public static Optional<String> faultOfDomain(String domain) {
        if (isDomain(domain)) {
            return Optional.empty();
        }
        if (domain.contains("@")) {
            return Optional.of("is a mail address: give only what is behind the @");
        }
        if (!domain.chars().allMatch(c -> c < 0x80)) {
            return Optional.of("has letters outside ASCII: write it in its xn-- form");
        }
        return Optional.of("is no domain: take two or more parts of a-z 0-9 -, joined by dots, none longer than 63,"
                + " no dot at the end");
    }
}
