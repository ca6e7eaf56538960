// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of a mail is CRLF.CRLF; nothing else ends it, however it is cut into pieces. */
class DataDecoderTest {

    private static final List<String> ENDS = List.of("\n", "\r", "\r\n", "\r\r\n", "\0", "");

    private record Result(String decoded, String behind, boolean ended, boolean bare, boolean nul, long longest) {}

    /** Decodes in two pieces, or with {@code split} -1 byte by byte. */
    private static Result decode(String wire, int split) {
        return decode(new DataDecoder(), wire, split);
    }

    private static Result decode(DataDecoder decoder, String wire, int split) {
        byte[] bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        int at = 0;
        while (at < bytes.length && !decoder.isEnded()) {
            int to = split < 0 ? at + 1 : at < split ? Math.min(split, bytes.length) : bytes.length;
            int taken = decoder.decode(ByteBuffer.wrap(bytes, at, to - at));
            assertTrue(taken > 0, "no progress");
            decoded.write(decoder.decoded(), 0, decoder.decodedLength());
            at += taken;
        }
        return new Result(decoded.toString(StandardCharsets.ISO_8859_1), wire.substring(at), decoder.isEnded(),
                decoder.sawBareLineEnd(), decoder.sawNul(), decoder.longestLineBytes());
    }

    private static String text(String table) {
        return table.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }

    @ParameterizedTest(name = "{0} is {1}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            a\\r\\n.\\r\\nQUIT           | a\\r\\n              | QUIT | clean | what follows is not the mail's
            .\\r\\n                      | ''                  | ''   | clean | an empty mail
            ..a\\r\\n.\\r\\n             | .a\\r\\n            | ''   | clean | the dot of the first line too
            a\\r\\n..\\r\\n.\\r\\n       | a\\r\\n.\\r\\n      | ''   | clean | a line that is a dot
            a\\r\\n.b\\r\\n.\\r\\n       | a\\r\\nb\\r\\n      | ''   | clean | an unstuffed dot goes all the same
            a.\\r\\n.\\r\\n              | a.\\r\\n            | ''   | clean | a dot elsewhere stays
            a\\n.\\r\\n.\\r\\n           | a\\n.\\r\\n         | ''   | bare  | LF before the dot
            a\\r.\\r\\n.\\r\\n           | a\\r.\\r\\n         | ''   | bare  | CR before the dot
            a\\r\\n.\\n.\\r\\n.\\r\\n    | a\\r\\n\\n.\\r\\n   | ''   | bare  | LF behind the dot
            a\\r\\n.\\r.\\r\\n.\\r\\n    | a\\r\\n\\r.\\r\\n   | ''   | bare  | CR behind the dot
            a\\r\\n.\\r\\r\\n.\\r\\n     | a\\r\\n\\r\\r\\n    | ''   | bare  | CR CR LF behind the dot
            a\\r\\r\\n.\\r\\n            | a\\r\\r\\n          | ''   | bare  | CR CR LF before the dot is noted
            a\\0\\r\\n.\\r\\n            | a\\0\\r\\n          | ''   | nul   | a NUL
            a\\r\\n\\0.\\r\\n.\\r\\n     | a\\r\\n\\0.\\r\\n   | ''   | nul   | a NUL before the dot
            a\\r\\n.\\0\\r\\n.\\r\\n     | a\\r\\n\\0\\r\\n    | ''   | nul   | a NUL behind the dot
            """)
    void decodes(String wire, String decoded, String behind, String noted, String why) {
        for (int split = -1; split <= text(wire).length(); split++) {
            Result result = decode(text(wire), split);
            assertTrue(result.ended(), why);
            assertEquals(text(decoded), result.decoded(), why + ", split at " + split);
            assertEquals(behind, result.behind(), why);
            assertEquals(noted.equals("bare"), result.bare(), why);
            assertEquals(noted.equals("nul"), result.nul(), why);
        }
    }

    /** Every line end before and behind the dot, the wire cut at every byte: only one of them is the end. */
    @Test
    void nothingElseEndsAMail() {
        Set<String> ending = new HashSet<>();
        for (String before : ENDS) {
            for (String behind : ENDS) {
                String wire = "a" + before + "." + behind + "MAIL FROM:<smuggled@x>\r\n";
                for (int split = -1; split <= wire.length(); split++) {
                    Result result = decode(wire, split);
                    if (result.ended()) {
                        ending.add(before + "." + behind);
                    }
                    boolean clean = (before.isEmpty() || before.equals("\r\n"))
                            && (behind.isEmpty() || behind.equals("\r\n"));
                    assertEquals(!clean, result.bare() || result.nul(), () -> "noted: " + wire);
                }
            }
        }
        // CR CR LF before the dot holds a CR LF before the dot: an end, but of a mail that is refused.
        assertEquals(Set.of("\r\n.\r\n", "\r\r\n.\r\n"), ending);
    }

    @Test
    void randomBytesComeOutAsTheyWentIn() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            StringBuilder body = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                body.append(List.of(".", "..", "\r\n", "a", "\u00e9", "\r\n.", "From ").get(random.nextInt(7)));
            }
            String message = body + "\r\n";
            String stuffed = message.replaceAll("(?m)^\\.", "..");

            Result result = decode(stuffed + ".\r\n", random.nextInt(20));

            assertEquals(message, result.decoded());
            assertFalse(result.bare());
        }
    }

    @Test
    void theLongestLineIsMeasured() {
        assertEquals(5, decode("abc\r\n12345\r\nx\r\n.\r\n", 4).longest());
        assertEquals(6, decode("abcdef", 4).longest(), "a line that has not ended counts");
    }

    /** Mending changes what is stored, never where the mail ends: or what follows would run. */
    @Test
    void mendedLineEndsEndNothing() {
        for (String before : ENDS) {
            for (String behind : ENDS) {
                String wire = "x" + before + "." + behind + "MAIL FROM:<>\r\n.\n..\r\n.\r\nQUIT\r\n";
                Result plain = decode(wire, wire.length());
                for (int split = -1; split <= wire.length(); split++) {
                    Result mended = decode(new DataDecoder(true), wire, split);
                    String where = wire.replace("\r", "<CR>").replace("\n", "<LF>") + " at " + split;
                    assertEquals(plain.behind(), mended.behind(), where);
                    assertEquals(plain.ended(), mended.ended(), where);
                    assertEquals(plain.bare(), mended.bare(), where);
                    assertFalse(mended.decoded().replace("\r\n", "").matches("(?s).*[\r\n].*"), where);
                    assertEquals(mended, decode(new DataDecoder(true), wire, wire.length()), where);
                }
            }
        }
    }
}
