// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaywarden.bsmtp.customers.Language;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;

/** All that a customer reads is there in every language, and says the same. */
class NoticeLanguagesTest {

    private static final Pattern LOGIC = Pattern.compile("\\[# [^\\]]*]|\\[/]|\\[\\(\\$\\{[^}]*}\\)]");

    /** What a product understands is the same in every language: settings, files, commands, addresses. */
    private static final Pattern LITERAL = Pattern.compile(
            "[a-z]+_[a-z_]+|/(?:etc|var)/[a-z/-]+|\\b[a-z]+\\.(?:conf|cf|mc)\\b|Ms-[A-Za-z-]+|\\b[A-Z][a-z]+-[A-Z][A-Za-z]+\\b"
                    + "|(?:post|exim|smtp|mailq)[a-z]* -?[a-zA-Z]+|[a-z%@\"]+@?example\\.(?:org|net)");

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private static String resource(Language language, String name) {
        String path = "/notices/" + language.word() + "/" + name;
        try (var in = NoticeLanguagesTest.class.getResourceAsStream(path)) {
            assertTrue(in != null, path + " is missing");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static String template(Language language, NoticeKind kind) {
        return resource(language, kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt");
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group().replaceAll("\\s+", " ")).toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyTextHasTheSameCasesAndFactsInTheSameOrder(NoticeKind kind) {
        assertEquals(
                all(LOGIC, template(Language.ENGLISH, kind)), all(LOGIC, template(Language.DUTCH, kind)),
                "a condition or a fact of " + kind + " stands in one language only");
    }

    @ParameterizedTest
    @EnumSource
    void whatAProductUnderstandsIsNotTranslated(NoticeKind kind) {
        assertEquals(
                new TreeSet<>(all(LITERAL, template(Language.ENGLISH, kind).replace("\n", " "))),
                new TreeSet<>(all(LITERAL, template(Language.DUTCH, kind).replace("\n", " "))));
    }

    @Test
    void everyLanguageHasTheSameWordsAndNoneIsEmpty() throws IOException {
        Map<Language, Properties> words = Arrays.stream(Language.values())
                .collect(Collectors.toMap(each -> each, NoticeLanguagesTest::properties));
        Set<String> keys = words.get(Language.ENGLISH).stringPropertyNames();
        words.forEach((language, each) -> {
            assertEquals(keys, each.stringPropertyNames(), language::toString);
            each.forEach((key, text) -> assertFalse(text.toString().isBlank(), language + " " + key));
        });
        keys.stream().filter(key -> key.startsWith("test.")).forEach(key -> assertNotEquals(
                words.get(Language.ENGLISH).getProperty(key), words.get(Language.DUTCH).getProperty(key), key));
    }

    private static Properties properties(Language language) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(resource(language, "words.properties")));
            return properties;
        } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTestOfTheBatteryIsExplained(Language language) {
        NoticeWords words = NoticeWords.ofAll().get(language);
        String other = words.finds("no such test");
        for (RelayTest test : Battery.withRepeats()) {
            assertNotEquals(other, words.finds(test.id().value()),
                    "write test." + test.id() + " into notices/" + language.word() + "/words.properties");
        }
    }

    static Stream<Arguments> everyNotice() {
        return Arrays.stream(Language.values())
                .flatMap(language -> SampleNotices.every(SampleNotices.HOSTILE).entrySet().stream()
                        .map(each -> Arguments.of(language, each.getKey(), each.getValue())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyNotice")
    void everyNoticeFitsAPageAndHidesNothing(Language language, String name, NoticeContent content) {
        var text = SampleNotices.render(language, SampleNotices.SETTINGS, content);
        String asked = language == Language.DUTCH ? "(dossier 12)" : "(case 12)";
        assertTrue(text.subject().endsWith(asked), text.subject());
        text.body().lines().forEach(line -> assertTrue(line.length() <= 76, line));
        assertFalse(text.body().contains("\n\n\n"), "one empty line at a time");
        assertFalse(text.body().chars().anyMatch(c -> c != '\n' && !printable(c)), text.body());
        assertFalse(text.body().lines().anyMatch(line -> line.startsWith("Subject:")), "a stranger's line end is none");
        String words = text.subject() + " " + text.body().replaceAll("\\s+", " ");
        String queue = language == Language.DUTCH ? "wachtrij" : "queue";
        assertTrue(words.toLowerCase(Locale.ROOT).contains(queue), "E8: every notice speaks of the queue\n" + words);
        for (String fact : List.of("192.0.2.7", "2525", "ann", "abuse@isp.example", "+31-20-5550123", "2026",
                "(Europe/Amsterdam)", "ISP Example")) {
            assertTrue(words.contains(fact), fact + " is missing\n" + words);
        }
        String ours = words.replace("[(${T(java.lang.Runtime)})] [# th:if", "");
        assertFalse(ours.contains("[(") || ours.contains("[#") || ours.contains("[/]") || ours.contains("${"),
                "a hole in the template\n" + ours);
        assertFalse(ours.contains("null") || ours.contains("Optional"), "a value that is none\n" + ours);
    }

    /** Letters of the two languages; what is a stranger's is plain ASCII by then. */
    private static boolean printable(int c) {
        return c >= 0x20 && c <= 0x7e || "éëèïöüó".indexOf(c) >= 0;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyNotice")
    void aProviderWithoutPhoneAndHelpPageLeavesNoGap(Language language, String name, NoticeContent content) {
        String body = SampleNotices.render(language, NoticeSettings.defaults(), content).body();
        String words = body.replaceAll("\\s+", " ");
        assertTrue(words.contains(language == Language.DUTCH
                ? "Mail naar abuse@isp.example en vermeld dossier 12."
                : "Write to abuse@isp.example and name case 12."), body);
        assertTrue(words.contains("(UTC)"), "times are told in the zone of the settings\n" + body);
        assertFalse(words.contains("https:") || words.contains("Meer hierover") || words.contains("More about"), body);
    }

    static Stream<Arguments> everyDutchNotice() {
        return SampleNotices.every(SampleNotices.SEEN).entrySet().stream()
                .map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    /** For a person to read: as a customer gets it. What is rendered lies beside the classes under test, to be copied. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everyDutchNotice")
    void theDutchReadsAsReviewed(String name, NoticeContent content) throws IOException {
        var text = SampleNotices.render(Language.DUTCH, SampleNotices.SETTINGS, content);
        String rendered = "Subject: " + text.subject() + "\n\n" + text.body();
        Path now = Files.createDirectories(Path.of("target/golden")).resolve(name + ".nl.txt");
        Files.writeString(now, rendered);
        Path reviewed = GOLDEN.resolve(name + ".nl.txt");
        assertEquals(Files.exists(reviewed) ? Files.readString(reviewed) : "", rendered,
                () -> "read " + now + " aloud; if it is right, copy it to " + reviewed);
    }
}
