// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.smtp.DataDecoder;

/** What goes over the wire is read back as what it was, and nothing that could be taken for an end goes out. */
final class DotStufferTest {

    private static String unescaped(String text) {
        return text == null ? "" : text.replace("\\r", "\r").replace("\\n", "\n");
    }

    private static byte[] stuffed(byte[] message, int blockBytes) throws IOException {
        DotStuffer stuffer = new DotStuffer();
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (int at = 0; at < message.length; at += blockBytes) {
            byte[] block = Arrays.copyOfRange(message, at, Math.min(at + blockBytes, message.length));
            stuffer.take(block, block.length);
            if (at + blockBytes < message.length) { // the last one goes out with the end
                wire.write(stuffer.stuffed(), 0, stuffer.length());
            }
        }
        stuffer.end();
        wire.write(stuffer.stuffed(), 0, stuffer.length());
        return wire.toByteArray();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -              | .\\r\\n                | nothing at all
            .a\\r\\n       | ..a\\r\\n.\\r\\n        | a dot on the first line
            .\\r\\n        | ..\\r\\n.\\r\\n         | what looks like the end
            a\\r\\n.b\\r\\n | a\\r\\n..b\\r\\n.\\r\\n | a dot on a later line
            a.b\\r\\n      | a.b\\r\\n.\\r\\n        | a dot within a line
            a              | a\\r\\n.\\r\\n          | no line end at the end: the protocol wants one
            """)
    void stuffs(String message, String wire, String why) throws IOException {
        for (int block = 1; block <= 3; block++) {
            byte[] got = stuffed(unescaped(message).getBytes(StandardCharsets.ISO_8859_1), block);
            assertEquals(unescaped(wire), new String(got, StandardCharsets.ISO_8859_1), why);
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            a\\nb\\r\\n       | a bare LF
            a\\rb\\r\\n       | a bare CR
            a\\r\\r\\n        | CR CR LF
            a\\n.\\r\\n       | the end that some hosts believe in
            \\nb\\r\\n        | a bare LF before all else
            a\\r              | a CR and then nothing
            """)
    void nothingUnsafeGoesOut(String message, String why) {
        byte[] bytes = unescaped(message).getBytes(StandardCharsets.ISO_8859_1);
        assertThrows(UnsafeLineEndException.class, () -> stuffed(bytes, 1), why);
        assertThrows(UnsafeLineEndException.class, () -> stuffed(bytes, 100), why);
        assertThrows(
                UnsafeLineEndException.class,
                () -> Body.checked(new ByteArrayInputStream(bytes), () -> new ByteArrayInputStream(bytes)),
                why);
    }

    @Test
    void aServerReadsBackWhatItWas() throws IOException {
        Random random = new Random(42);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(12); piece > 0; piece--) {
                text.append(new String[] {".", "..", "\r\n", "\r\n.", "x", "\u00e9"}[random.nextInt(6)]);
            }
            byte[] message = (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            DataDecoder decoder = new DataDecoder();
            decoder.decode(ByteBuffer.wrap(stuffed(message, 1 + random.nextInt(5))));
            assertTrue(decoder.isEnded() && !decoder.sawBareLineEnd());
            assertArrayEquals(message, Arrays.copyOf(decoder.decoded(), decoder.decodedLength()), "round " + round);
        }
    }
}
