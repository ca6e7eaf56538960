// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text that came as octets, read as UTF-8 (RFC 3629). */
public final class Utf8 {

    private Utf8() {}

    /**
     * Reads octets as UTF-8.
     *
     * @param octets each char one octet, as lines come from the wire
     * @return empty where they are no UTF-8: an overlong form or a lone half must not become another sign
     */
    public static Optional<String> read(String octets) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString());
        } catch (CharacterCodingException other) {
            return Optional.empty();
        }
    }

    /** How many octets a text has in UTF-8. */
    public static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether it is free of letters beyond ASCII. */
    public static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
