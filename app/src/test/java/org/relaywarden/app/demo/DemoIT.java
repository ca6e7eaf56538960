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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a newcomer runs it, in a process of its own: for each seed the truth of that seed, and one lift. */
@Timeout(300)
final class DemoIT {

    private static final Pattern VERDICT = Pattern.compile("(?m)^ {5}(\\w+) +(OPEN|CLOSED|SUSPECT|UNREACHABLE|\\w+_?\\w*) +\\S.*$");

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

        String page = Files.readString(folder.resolve("night/index.html"));
        truth.keySet().forEach(login -> assertTrue(page.contains(login), () -> login + " is not on the page"));
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
