// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.app.yaml.YamlText;

final class SettingsFileTest {

    /** What means something to YAML. */
    private static final String MEANINGFUL = "{}[]&*!|>'\"%@`:-#?,\0\t\n \\";

    @TempDir
    Path folder;

    private Surroundings surroundings(Map<String, String> environment) {
        return new Surroundings(environment, folder.resolve("home"), folder, folder.resolve("etc.yaml"));
    }

    private void write(String file, String name) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "provider: {name: " + name + "}");
    }

    @BeforeEach
    void writeFiles() throws IOException {
        write("named.yaml", "option");
        write("variable.yaml", "variable");
    }

    private static String nameIn(Reading reading) {
        return assertInstanceOf(Reading.Ready.class, reading, reading::toString).settings().provider().name();
    }

    @Test
    void theNearestFileIsTaken() throws IOException {
        Map<String, String> variable = Map.of("RELAYWARDEN_CONFIG", folder.resolve("variable.yaml").toString());

        assertEquals("option", nameIn(SettingsFile.read(surroundings(variable), Optional.of("named.yaml"))));
        assertEquals("variable", nameIn(SettingsFile.read(surroundings(variable), Optional.empty())));
        assertEquals("Your provider", nameIn(SettingsFile.read(surroundings(Map.of()), Optional.empty())));
        write("etc.yaml", "machine");
        assertEquals("machine", nameIn(SettingsFile.read(surroundings(Map.of()), Optional.empty())));
        write("home/.config/relaywarden/relaywarden.yaml", "user");
        assertEquals("user", nameIn(SettingsFile.read(surroundings(Map.of()), Optional.empty())));
        write("xdg/relaywarden/relaywarden.yaml", "xdg");
        Map<String, String> xdg = Map.of("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
        assertEquals("xdg", nameIn(SettingsFile.read(surroundings(xdg), Optional.empty())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            missing.yaml | there is no such file | a named file must be there, or the defaults would run
            large.yaml   | larger than 1 MiB     | nobody writes such settings
            latin.yaml   | not UTF-8             | a name would come out wrong in every mail
            .            | can't be read         | a folder is no file
            """)
    void aFileThatCantBeReadIsOneFault(String name, String problem, String why) throws IOException {
        Files.write(folder.resolve("large.yaml"), new byte[YamlText.BYTES_MAX + 1]);
        Files.write(folder.resolve("latin.yaml"), "provider: {name: Caf\u00e9}".getBytes(StandardCharsets.ISO_8859_1));

        Reading reading = SettingsFile.read(surroundings(Map.of()), Optional.of(name));

        var faults = assertInstanceOf(Reading.Faulty.class, reading, why).faults();
        assertEquals(1, faults.size());
        assertEquals(true, faults.getFirst().toString().contains(problem), faults::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void garbageIsAFaultAndNoCrash(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = Sample.text().substring(0, 2_000).getBytes(StandardCharsets.UTF_8);
            for (int hit = random.nextInt(1, 12); hit > 0; hit--) {
                bytes[random.nextInt(bytes.length)] = (byte) MEANINGFUL.charAt(random.nextInt(MEANINGFUL.length()));
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            assertDoesNotThrow(
                    () -> SettingsFile.parse(text, "test", surroundings(Map.of())),
                    () -> HexFormat.of().formatHex(bytes));
        }
    }

    @Test
    void aFileFullOfOpenBracketsIsRefusedEarly() {
        Reading reading = SettingsFile.parse("[".repeat(YamlText.BYTES_MAX), "test", surroundings(Map.of()));

        assertInstanceOf(Reading.Faulty.class, reading);
    }
}
