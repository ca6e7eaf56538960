// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** Names, texts, choices and paths. */
public final class Words {

    /** RFC 1123 section 2.1: letters, digits, hyphens, no hyphen at an edge; and two labels at least. */
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

    private static final Pattern DOMAIN = Pattern.compile("(?=.{1,253}$)(?:" + LABEL + "\\.)+" + LABEL);

    private static final Pattern LOCAL_PART = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int TEXT_CHARACTERS_MAX = 200;

    private Words() {}

    public static final Kind.One<String> DOMAIN_NAME = new Kind.One<>("a domain such as isp.example", text -> {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!DOMAIN.matcher(lower).matches()) {
            throw new WrongValue("not a domain", "Write letters, digits, hyphens and dots, such as isp.example.");
        }
        return lower;
    });

    public static final Kind.One<String> LOCAL = new Kind.One<>("the part before an @, such as abuse", text -> {
        if (!LOCAL_PART.matcher(text).matches()) {
            throw new WrongValue("not a local part", "Write 1 to 64 of a-z, 0-9, '.', '_' and '-', without the @.");
        }
        return text;
    });

    public static final Kind.One<MailAddress> MAIL_ADDRESS = new Kind.One<>(
            "a mail address such as abuse@isp.example",
            text -> MailAddress.parse(text)
                    .filter(address -> DOMAIN.matcher(address.domain()).matches())
                    .orElseThrow(() -> new WrongValue("not a mail address", "Write one such as abuse@isp.example.")));

    public static final Kind.One<String> TEXT = new Kind.One<>("a text of one line", text -> {
        if (text.isBlank() || text.length() > TEXT_CHARACTERS_MAX || text.chars().anyMatch(Character::isISOControl)) {
            throw new WrongValue(
                    "not a text of one line",
                    "Write 1 to " + TEXT_CHARACTERS_MAX + " characters, without line breaks.");
        }
        return text;
    });

    /** One word of a command, as the operating system takes it. */
    public static final Kind.One<String> ARGUMENT = new Kind.One<>("a word of a command", TEXT.reader());

    public static final Kind.One<Boolean> YES_OR_NO = new Kind.One<>("true or false", text -> switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new WrongValue("neither true nor false", "Write true or false.");
    });

    public static final Kind.One<Path> PATH = new Kind.One<>("a path", text -> {
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException notAPath) {
            // Said below.
        }
        throw new WrongValue("not a path", "Write the name of a file or folder.");
    });

    public static final Kind.One<String> WEB_ADDRESS = new Kind.One<>("an address that begins with https://", text -> {
        try {
            URI address = new URI(text);
            if ("https".equals(address.getScheme()) && address.getHost() != null
                    && text.length() <= TEXT_CHARACTERS_MAX) {
                return address.toString();
            }
        } catch (URISyntaxException notAnAddress) {
            // Said below.
        }
        throw new WrongValue("not a web address", "Write one such as https://www.isp.example/open-relay.");
    });

    /** One of a few words. */
    public static Kind.One<String> oneOf(String... words) {
        List<String> known = List.of(words);
        String shape = known.size() == 1 ? "the word " + known.getFirst() : "one of " + String.join(", ", known);
        return new Kind.One<>(shape, text -> {
            if (!known.contains(text)) {
                throw new WrongValue("not known", "Write " + shape + ".");
            }
            return text;
        });
    }
}
