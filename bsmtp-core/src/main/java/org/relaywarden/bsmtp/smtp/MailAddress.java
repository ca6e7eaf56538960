// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import java.net.IDN;
import java.text.Normalizer;
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
        if (localPart.isEmpty() || Utf8.octets(localPart) > 64) {
            throw new IllegalArgumentException("RFC 5321 section 4.5.3.1.1 allows 1 to 64 octets before the @, got "
                    + Utf8.octets(localPart));
        }
        if (localPart.codePoints().anyMatch(MailAddress::isControl)) {
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

    /**
     * Reads {@code local@domain} with letters of all scripts (RFC 6531 section 3.3). The domain is kept in its ASCII
     * form (RFC 5891 section 4.4), so that one domain has one spelling; the local part stays as it came.
     *
     * @return empty where the text is no such address, or its domain has no ASCII form that leads back to it
     */
    public static Optional<MailAddress> parseInternational(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0 || Utf8.isAscii(text.substring(at))) {
            return parse(text);
        }
        String domain = Normalizer.normalize(text.substring(at + 1), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        try {
            String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
            // Some letters are folded into others, which is another domain today: that is nobody's address.
            return IDN.toUnicode(ascii).equals(domain)
                    ? parse(text.substring(0, at + 1) + ascii)
                    : Optional.empty();
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    /** What would end or hide a part of the line that the address stands in. */
    private static boolean isControl(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE -> true;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
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
