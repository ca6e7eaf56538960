// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.app.yaml.SettingsFault;

/** Wrong settings and what is said of them: bad-config/NN-name/{relaywarden.yaml,expected.txt}. */
final class BadConfigTest {

    private static final Path FOLDER = Path.of("src/test/resources/bad-config");

    private static final Surroundings NOWHERE =
            new Surroundings(Map.of(), Path.of("/nobody"), Path.of("/nobody"), Path.of("/nobody/etc.yaml"));

    static List<String> fixtures() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void everyFaultIsToldAtOnce(String fixture) throws IOException {
        Path folder = FOLDER.resolve(fixture);
        Reading reading =
                SettingsFile.parse(Files.readString(folder.resolve("relaywarden.yaml")), "relaywarden.yaml", NOWHERE);

        Reading.Faulty faulty = assertInstanceOf(Reading.Faulty.class, reading);
        String told = faulty.faults().stream().map(SettingsFault::toString).collect(Collectors.joining("\n", "", "\n"));
        assertEquals(Files.readString(folder.resolve("expected.txt")), told);
    }

    @Test
    void tenDifferentMistakesAreTenLines() throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve("01-ten-mistakes/expected.txt"));

        assertEquals(10, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.matches("relaywarden\\.yaml:[0-9]+ .+: .+\\. .+[.?]")),
                lines::toString);
    }
}
