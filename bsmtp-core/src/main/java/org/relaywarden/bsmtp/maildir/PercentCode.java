// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.maildir;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding of values in the prefix: no line end, blank or NUL of a stranger's can stand in it. */
public final class PercentCode {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentCode() {}

    /** Makes it printable ASCII without blank, percent sign, at sign or angle bracket. */
    public static String encode(String value) {
        StringBuilder text = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && "%@<>".indexOf(octet) < 0) {
                text.append((char) octet);
            } else {
                text.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return text.toString();
    }

    /**
     * The value again.
     *
     * @throws DamagedMailException when a percent sign begins no code
     */
    public static String decode(String text) throws DamagedMailException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                octets.write(c);
                continue;
            }
            if (i + 2 >= text.length() || !HexFormat.isHexDigit(text.charAt(i + 1))
                    || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                throw new DamagedMailException("a broken percent code");
            }
            octets.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
            i += 2;
        }
        return octets.toString(StandardCharsets.UTF_8);
    }
}
