// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import java.util.Locale;
import java.util.Optional;

/**
 * A mailbox address that is fit to be stored, compared and written: {@code local-part@domain} (RFC 5321 section
 * 4.1.2). Immutable. The domain is lower-case; the local part stays as it came (RFC 5321 section 2.4).
 *
 * <p>The odd forms that a relay test sends (percent, bang, route) are no addresses but text: see {@code
 * scanner.battery}.
 *
 * @param localPart 1 to 64 octets, without the quotes of a quoted string
 * @param domain 1 to 255 characters, lower-case letters, digits, hyphens and dots, or an address literal in brackets
 */
public record MailAddress(String localPart, String domain) {

    public MailAddress {
        if (localPart.isEmpty() || localPart.length() > 64) {
            throw new IllegalArgumentException("RFC 5321 section 4.5.3.1.1 allows 1 to 64 octets before the @, got "
                    + localPart.length());
        }
        if (localPart.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new IllegalArgumentException("a control character in the local part");
        }
        domain = domain.toLowerCase(Locale.ROOT);
        if (domain.isEmpty() || domain.length() > 255 || !domain.chars().allMatch(MailAddress::mayStandInDomain)) {
            throw new IllegalArgumentException("not a domain of 1 to 255 letters, digits, hyphens and dots");
        }
    }

    /**
     * Reads {@code local@domain}, the text between the angle brackets of a path, without source route.
     *
     * @return empty where the text is no such address; a server answers 501 or 553 then
     */
    public static Optional<MailAddress> parse(String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0 || at == text.length() - 1) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        if (local.length() >= 2 && local.startsWith("\"") && local.endsWith("\"")) {
            local = local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1");
        } else if (local.chars().anyMatch(c -> c <= ' ' || "()<>[]:;@\\,\"".indexOf(c) >= 0)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MailAddress(local, text.substring(at + 1)));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean mayStandInDomain(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || character == '-'
                || character == '.'
                || character == '_'
                || character == '['
                || character == ']'
                || character == ':';
    }

    /** The address as it stands in a path or a header, the local part quoted where it must be. */
    @Override
    public String toString() {
        boolean plain = localPart.chars().noneMatch(c -> c == ' ' || "()<>[]:;@\\,\"".indexOf(c) >= 0);
        return (plain ? localPart : "\"" + localPart.replaceAll("([\\\\\"])", "\\\\$1") + "\"") + "@" + domain;
    }
}
