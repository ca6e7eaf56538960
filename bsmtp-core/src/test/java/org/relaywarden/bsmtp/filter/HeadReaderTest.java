// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever comes, header and body together are the message, byte for byte. */
class HeadReaderTest {

    private static final List<String> PIECES = List.of("A", ":", " ", "\t", "\r\n", "\r\n", "Subject: x", "\u00e9",
            "From ", "\r", "\n", "X-Long: " + "y".repeat(70_000), "\0");

    private static HeadReader.Found read(String message) throws IOException {
        return HeadReader.read(new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1))).orElseThrow();
    }

    @Test
    void nothingIsLostAndNothingMadeUp() throws IOException {
        Random random = new Random(3);
        for (int round = 0; round < 1_000; round++) {
            StringBuilder made = new StringBuilder();
            for (int piece = random.nextInt(12); piece > 0; piece--) {
                made.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            String message = made.toString();
            HeadReader.Found found = read(message);
            String fields = found.head().fields().stream().map(HeaderField::wire).collect(Collectors.joining());
            assertEquals(found.headBytes(), fields.length(), message);
            String between = message.substring((int) found.headBytes(), (int) found.bodyFrom());
            assertTrue(between.isEmpty() || between.equals("\r\n"), message);
            assertEquals(message, fields + between + message.substring((int) found.bodyFrom()), message);
            found.head().fields().forEach(field -> assertTrue(HeaderField.isName(field.name()), message));
        }
    }

    @Test
    void aFieldIsReadAsItWouldBeWritten() throws IOException {
        for (String value : List.of(" x", " x\n y", " ", " a\n\tb\n c", "\u00e9")) {
            HeaderField field = HeaderField.of("A", value);
            assertEquals(List.of(field), read(field.wire() + "\r\nbody").head().fields());
        }
    }
}
