// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.app.surroundings.Surroundings;

/** The file that the database's password stands in. */
class PasswordFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        secret\\n       | rw------- | fine                                   | one line
        secret         | rw-r----- | fine                                   | no end of line; the service's group may read it
        secret\\r\\nmore | r-------- | fine                                 | the first line counts, whoever wrote its end
        secret\\n       | rw-r--r-- | can be read by everybody on this machine | whoever logs in could read the books
        \\nsecret       | rw------- | has no password in its first line      | an editor that began with an empty line
        EMPTY          | rw------- | has no password in its first line      | nothing was written
        \\u00ff         | rw------- | is no text in UTF-8                    | not what the database would be told
        """)
    void isLookedAtBeforeTheStart(String content, String permissions, String expected, String why) throws IOException {
        Path file = folder.resolve("password");
        if (content.equals("\\u00ff")) {
            Files.write(file, new byte[] {(byte) 0xff});
        } else {
            Files.writeString(file, content.replace("EMPTY", "").replace("\\r", "\r").replace("\\n", "\n"));
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        Reading reading = SettingsFile.parse(
                "store: {password-file: " + file + "}", "test", new Surroundings(Map.of(), folder, folder, folder));
        String told = switch (reading) {
            case Reading.Ready _ -> "fine";
            case Reading.Faulty faulty -> faulty.faults().getFirst().problem();
        };
        assertEquals(expected, told, why);
    }
}
