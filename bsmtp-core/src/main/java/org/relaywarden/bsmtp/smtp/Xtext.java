// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smtp;

import java.util.regex.Pattern;

/**
 * The encoding of values in DSN parameters (RFC 3461 section 4): printable ASCII without {@code +} and {@code =}, all
 * else as {@code +} and two upper-case hexadecimal digits.
 */
public final class Xtext {

    private static final Pattern LEGAL = Pattern.compile("(?:[!-~&&[^+=]]|\\+[0-9A-F]{2})+");

    private Xtext() {}

    /** Whether it is a legal, non-empty encoding. */
    public static boolean isLegal(String text) {
        return LEGAL.matcher(text).matches();
    }

    /**
     * What it stands for, each char one octet.
     *
     * @throws IllegalArgumentException when it is not legal
     */
    public static String decode(String text) {
        if (!isLegal(text)) {
            throw new IllegalArgumentException("no xtext as RFC 3461 section 4 has it");
        }
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '+') {
                decoded.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                decoded.append(text.charAt(i));
            }
        }
        return decoded.toString();
    }
}
