// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A message that can be made again from its name alone, to the last byte: who finds it needs nothing else. */
public final class TestMail {

    private static final String NAME = "Message-ID: <";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.-=+ ";

    private TestMail() {}

    /** With CRLF line ends, dots at the beginning of lines and bytes above 127 among them, about so long. */
    public static byte[] bytes(String name, int aboutBytes) {
        Random chance = new Random((name + aboutBytes).hashCode());
        StringBuilder text = new StringBuilder(NAME + name + "." + aboutBytes + "@crash.example>\r\n\r\n");
        while (text.length() < aboutBytes) {
            text.append(chance.nextInt(8) == 0 ? "." : "");
            for (int i = chance.nextInt(70); i > 0; i--) {
                text.append(chance.nextInt(50) == 0 ? '\u00e9' : LETTERS.charAt(chance.nextInt(LETTERS.length())));
            }
            text.append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The name of a message that was found; empty where it has none. */
    public static String nameIn(byte[] found) {
        String text = new String(found, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(NAME);
        int end = at < 0 ? -1 : text.indexOf("@crash.example>", at);
        return end < 0 ? "" : text.substring(at + NAME.length(), text.lastIndexOf('.', end - 1));
    }
}
