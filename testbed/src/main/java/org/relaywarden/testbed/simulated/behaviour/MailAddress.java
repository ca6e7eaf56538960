// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated.behaviour;

import java.util.Locale;
import java.util.Optional;

/**
 * An envelope address as an old and lenient server reads it: source routes are skipped, the last @ outside quotes parts
 * local part and domain, quotes are taken off. Reading never fails; what makes no sense has an odd local part and no
 * domain.
 *
 * @param asGiven   the path between the angle brackets, untouched
 * @param localPart without its quotes
 * @param domain    lower case, without trailing dots; empty when there is none
 */
public record MailAddress(String asGiven, String localPart, String domain) {

    /** The address that {@code path}, the text between the angle brackets, stands for. */
    public static MailAddress parse(String path) {
        String bare = withoutSourceRoute(path);
        int at = lastOutsideQuotes(bare, '@');
        String localPart = at < 0 ? bare : bare.substring(0, at);
        return new MailAddress(path, withoutQuotes(localPart), at < 0 ? "" : lookedUp(bare.substring(at + 1)));
    }

    /** The address {@code localPart@domain}. */
    public static MailAddress of(String localPart, String domain) {
        var address = new MailAddress("", localPart, lookedUp(domain));
        return new MailAddress(address.path(), localPart, address.domain());
    }

    /** Whether this is {@code <>}, the sender of bounces (RFC 5321 section 4.5.5). */
    public boolean isNull() {
        return asGiven.isEmpty();
    }

    /** Whether the local part can hide another address: {@code a%b}, {@code b!a}, {@code "a@b"}. */
    public boolean carriesRoute() {
        return localPart.chars().anyMatch(c -> c == '@' || c == '%' || c == '!');
    }

    /** The address hidden in the local part, in the order in which sendmail unwraps: inner @, last %, first bang. */
    public Optional<MailAddress> unwrapped() {
        if (localPart.indexOf('@') >= 0) {
            return Optional.of(parse(localPart));
        }
        int bang = localPart.indexOf('!');
        return unwrappedPercent().or(() -> bang <= 0
                ? Optional.empty()
                : Optional.of(of(localPart.substring(bang + 1), localPart.substring(0, bang))));
    }

    /** The address that the percent hack makes: {@code a%b} becomes {@code a@b} at the last percent sign. */
    public Optional<MailAddress> unwrappedPercent() {
        int percent = localPart.lastIndexOf('%');
        return percent <= 0
                ? Optional.empty()
                : Optional.of(of(localPart.substring(0, percent), localPart.substring(percent + 1)));
    }

    /** The address as it goes on the wire, without angle brackets; quoted where RFC 5321 section 4.1.2 wants quotes. */
    public String path() {
        if (localPart.isEmpty() && domain.isEmpty()) {
            return "";
        }
        boolean plain = localPart.matches("[\\w.!#$%&'*+/=?^`{|}~\\x80-\\xff-]+");
        String local = plain ? localPart : '"' + localPart.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return domain.isEmpty() ? local : local + '@' + domain;
    }

    private static String lookedUp(String domain) {
        return domain.strip().replaceAll("\\.+$", "").toLowerCase(Locale.ROOT);
    }

    /** RFC 5321 appendix C: a route before the colon is accepted and ignored. */
    private static String withoutSourceRoute(String path) {
        int colon = path.startsWith("@") ? path.indexOf(':') : -1;
        return path.substring(colon + 1);
    }

    private static int lastOutsideQuotes(String text, char wanted) {
        boolean quoted = false;
        int last = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == wanted) {
                last = i;
            }
        }
        return last;
    }

    private static String withoutQuotes(String localPart) {
        boolean quoted = localPart.length() >= 2 && localPart.startsWith("\"") && localPart.endsWith("\"");
        return quoted ? localPart.substring(1, localPart.length() - 1).replaceAll("\\\\(.)", "$1") : localPart;
    }
}
