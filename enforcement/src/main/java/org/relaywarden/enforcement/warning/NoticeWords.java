// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.relaywarden.bsmtp.customers.Language;

/** What a notice tells in few words: {@code notices/LANGUAGE/words.properties} on the class path. Thread-safe. */
final class NoticeWords {

    private static final String TEST = "test.";
    private static final String OTHER_TEST = TEST + "other";

    private final Language language;
    private final Properties words = new Properties();

    private NoticeWords(Language language) {
        this.language = language;
        String name = "/notices/" + language.word() + "/words.properties";
        try (var in = Objects.requireNonNull(NoticeWords.class.getResourceAsStream(name), name);
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            words.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("reading " + name, unreadable);
        }
    }

    /** Every language has its words. */
    static Map<Language, NoticeWords> ofAll() {
        Map<Language, NoticeWords> all = new EnumMap<>(Language.class);
        for (Language each : Language.values()) {
            all.put(each, new NoticeWords(each));
        }
        return all;
    }

    /** The name beside the desk's address. */
    String from(String provider) {
        return get("from").replace("{provider}", provider);
    }

    /** How an instant is told: with the day of the week, which shows a mistaken date, and with the zone. */
    DateTimeFormatter time(ZoneId zone) {
        return DateTimeFormatter.ofPattern(get("time"), Locale.of(language.word())).withZone(zone);
    }

    /** What a server does that this relay test finds; something true of any test for an id without words. */
    String finds(String testId) {
        // An s at the end: the same form of recipient, asked with a sender of the server's own.
        String form = testId.endsWith("s") ? testId.substring(0, testId.length() - 1) : testId;
        String words = this.words.getProperty(TEST + form);
        return words == null ? get(OTHER_TEST) : words;
    }

    private String get(String key) {
        return Objects.requireNonNull(words.getProperty(key), () -> language + " has no words for " + key);
    }
}
