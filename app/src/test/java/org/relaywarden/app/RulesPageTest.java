// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/rules.md names the tests that show each rule: they exist, and no rule of the mail service is forgotten. */
final class RulesPageTest {

    private static final Path TOP = Path.of("..");

    /** A class of tests, one of its methods behind it, or one of the class named before. */
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT))?(?:\\.(\\w+))?`");

    private static final Pattern ROW = Pattern.compile("^\\| ([A-Z][0-9, A-Z]*) \\|", Pattern.MULTILINE);

    private static String page;
    private static final Map<String, String> SOURCES = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(TOP.resolve("docs/rules.md"));
        page = page.substring(page.indexOf("## Which test shows which rule"));
        try (Stream<Path> modules = Files.list(TOP)) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java")).filter(Files::exists).toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(RulesPageTest::keep);
                }
            }
        }
    }

    private static void keep(Path file) {
        try {
            SOURCES.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void eachTestThatItNamesExists() {
        List<String> missing = new ArrayList<>();
        String of = "";
        int named = 0;
        Matcher found = NAMED.matcher(page);
        while (found.find()) {
            of = found.group(1) == null ? of : found.group(1);
            String source = SOURCES.get(of);
            String method = found.group(2);
            if (source == null) {
                missing.add(of);
            } else if (method != null && !source.contains("void " + method + "(")) {
                missing.add(of + "." + method);
            }
            named++;
        }
        assertTrue(named > 50, "the page is read as it is written: " + named);
        assertEquals(List.of(), missing, "mend docs/rules.md, or bring the test back");
    }

    @Test
    void eachRuleOfTheMailServiceHasARow() {
        List<String> rules = ROW.matcher(page)
                .results()
                .map(MatchResult::group)
                .flatMap(row -> Pattern.compile("[A-Z][0-9]+").matcher(row).results().map(MatchResult::group))
                .toList();
        List<String> forgotten = IntStream.rangeClosed(1, 18)
                .mapToObj(number -> "B" + number)
                .filter(rule -> !rules.contains(rule))
                .toList();
        assertEquals(List.of(), forgotten);
    }
}
