// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a newcomer runs it, in a process of its own: for each seed the truth of that seed, and one lift. */
@Timeout(300)
final class DemoIT {

    private static final Pattern VERDICT = Pattern.compile("(?m)^ {5}(\\w+) +(OPEN|CLOSED|SUSPECT|UNREACHABLE|\\w+_?\\w*) +\\S.*$");

    /** How the page begins to say each verdict. */
    private static final Map<String, String> WORDS =
            Map.of("OPEN", "Open relay", "CLOSED", "Closed", "SUSPECT", "Suspect", "UNREACHABLE", "Unreachable");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsTheTruthOfItsSeedAndLiftsWhoMends(long seed) throws Exception {
        String told = run(seed);
        Map<String, String> truth = new TreeMap<>();
        Cast.dealt(seed).members().forEach(member -> truth.put(member.login(), member.role().truth().name()));
        assertEquals(truth, new TreeMap<>(verdicts(told)), told);
        assertTrue(told.contains("Every block is gone and the customer is told. The case is closed."), told);
        assertPageTells(truth);
    }

    /** The page shows each host as it is: one that was open is closed by now, for its customer mended. */
    private void assertPageTells(Map<String, String> truth) throws Exception {
        Document page = Jsoup.parse(Files.readString(folder.resolve("night/index.html")));
        Map<String, String> shown = new TreeMap<>();
        int mended = 0;
        for (Element row : page.select("table.hosts tbody tr")) {
            String login = row.select(".login").text();
            String now = row.select(".badge").text();
            boolean wasOpen = row.select(".earlier").text().startsWith("Earlier: OPEN");
            if (wasOpen) {
                assertTrue(now.startsWith(WORDS.get("CLOSED")), row.text());
                mended++;
            }
            String verdict = wasOpen ? "OPEN" : WORDS.entrySet().stream()
                    .filter(word -> now.startsWith(word.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(now);
            shown.put(login, verdict);
        }
        assertEquals(truth, shown);
        assertEquals(1, mended, "one is lifted");
    }

    @Test
    void seedsDealDifferently() {
        assertNotEquals(Cast.dealt(1).members(), Cast.dealt(2).members());
        assertNotEquals(Cast.dealt(2).members(), Cast.dealt(3).members());
        assertNotEquals(Cast.dealt(1).members(), Cast.dealt(3).members());
    }

    private String run(long seed) throws Exception {
        Path output = folder.resolve("told.txt");
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Path.of("target", "lib").toAbsolutePath() + "/*",
                        "org.relaywarden.app.Main",
                        "demo",
                        "--seed",
                        Long.toString(seed),
                        "--out",
                        folder.resolve("night").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(demo.waitFor(200, TimeUnit.SECONDS), "the demo is not done within 200 s");
            String told = Files.readString(output, StandardCharsets.UTF_8);
            assertEquals(0, demo.exitValue(), told);
            return told;
        } finally {
            demo.destroy();
        }
    }

    /** The lines below "What the store has of it:". */
    private static Map<String, String> verdicts(String told) {
        String table = told.substring(told.indexOf("What the store has of it:"), told.indexOf("3. The proofs"));
        Map<String, String> verdicts = new HashMap<>();
        Matcher line = VERDICT.matcher(table);
        while (line.find()) {
            verdicts.put(line.group(1), line.group(2));
        }
        return verdicts;
    }
}
