// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.relaywarden.bsmtp.journal.Visible;

/** What is kept of a returned message: a stranger's bytes (decision 22). */
final class ReturnedMessage {

    private static final int HEADERS_CHARACTERS_MAX = 16 * 1024;
    private static final int LINE_CHARACTERS_MAX = 1_000;

    private ReturnedMessage() {}

    /** The lines before the first empty one, made visible. */
    static String headers(byte[] message) {
        StringBuilder headers = new StringBuilder();
        int from = 0;
        while (from < message.length && headers.length() < HEADERS_CHARACTERS_MAX) {
            int to = endOfLine(message, from);
            int end = to > from && message[to - 1] == '\r' ? to - 1 : to;
            if (end == from) {
                break;
            }
            headers.append(Visible.of(Arrays.copyOfRange(message, from, end), LINE_CHARACTERS_MAX))
                    .append('\n');
            from = to + 1;
        }
        return headers.substring(0, Math.min(headers.length(), HEADERS_CHARACTERS_MAX));
    }

    private static int endOfLine(byte[] message, int from) {
        int at = from;
        while (at < message.length && message[at] != '\n') {
            at++;
        }
        return at;
    }

    static String sha256(byte[] message) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", everyJavaHasIt);
        }
    }
}
