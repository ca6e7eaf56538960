// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.radius;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2865 section 3: what is no packet is an answer, never an exception. */
class PacketReaderTest {

    private static final String ZEROS = "00".repeat(16);

    /** Code, identifier and length; sixteen zeros; the rest. */
    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        04010014 | ''           | Whole  | a header alone
        04010017 | 280301       | Whole  | one attribute
        04010016 | 2802         | Whole  | an attribute without a value
        04010017 | 280301ffff   | Whole  | padding behind its length
        04010013 | ''           | Broken | a length shorter than a header
        04010018 | 280301       | Broken | cut off
        04011001 | ''           | Broken | longer than any packet may be
        04010016 | 2800         | Broken | an attribute of length 0
        04010016 | 2801         | Broken | an attribute of length 1
        04010017 | 280401       | Broken | an attribute that runs over the end
        04010015 | 28           | Broken | half an attribute's head
        """)
    void reads(String head, String rest, String what, String reason) {
        byte[] datagram = HexFormat.of().parseHex(head + ZEROS + rest);
        assertEquals(what, PacketReader.read(datagram).getClass().getSimpleName(), reason);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "19"})
    void shorterThanAHeader(int bytes) {
        assertEquals("Broken", PacketReader.read(new byte[bytes]).getClass().getSimpleName());
    }
}
