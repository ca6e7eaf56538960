// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.filter;

import java.nio.charset.StandardCharsets;

/**
 * One field of a header, with the lines that it is folded into. Immutable; each char is an octet as it came.
 *
 * @param name of RFC 5322 section 2.2: printable ASCII without blank and colon
 * @param wire the whole field as it stands in the message, from the name to the last line's CR LF
 */
public record HeaderField(String name, String wire) {

    /** RFC 5322 section 2.1.1 asks for lines of at most 998; a relay lets longer ones pass, and writes none. */
    private static final int LINE_CHARACTERS_MAX = 998;

    /**
     * A field that a filter asked for, made safe: control characters are left out, and each line after the first begins
     * with a tab or a blank, so that it can neither end the header nor begin another field.
     *
     * @param value with LF or CR LF between its lines
     * @throws IllegalArgumentException when the name is none
     */
    public static HeaderField of(String name, String value) {
        if (!isName(name)) {
            throw new IllegalArgumentException("not the name of a header field");
        }
        StringBuilder wire = new StringBuilder(name).append(':');
        boolean first = true;
        for (String line : value.split("\n", -1)) {
            String clean = line.chars()
                    .filter(c -> c == '\t' || (c >= ' ' && c != 0x7f))
                    .limit(LINE_CHARACTERS_MAX - (first ? name.length() + 2 : 1))
                    .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                    .toString();
            if (first) {
                wire.append(clean.startsWith(" ") || clean.startsWith("\t") ? "" : " ").append(clean);
            } else if (!clean.isBlank()) {
                wire.append("\r\n").append(clean.startsWith(" ") || clean.startsWith("\t") ? "" : "\t").append(clean);
            }
            first = false;
        }
        return new HeaderField(name, wire.append("\r\n").toString());
    }

    /** What stands behind the colon, its lines parted by LF, without the last line's end. */
    public String value() {
        return wire.substring(wire.indexOf(':') + 1, wire.length() - 2).replace("\r\n", "\n");
    }

    /** Whether this can be a field's name. */
    public static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= 255 && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':');
    }

    byte[] bytes() {
        return wire.getBytes(StandardCharsets.ISO_8859_1);
    }
}
