// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.customers.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The text of a file of strangers' making: bounded, UTF-8, with or without a byte order mark.
 *
 * @param badLines the lines with bytes that are no UTF-8; they are faults already
 */
record FileText(String text, Set<Long> badLines) {

    static final int BYTES_MAX = 64 << 20;

    private static final char NOT_UTF8 = '\ufffd';
    private static final char BYTE_ORDER_MARK = '\ufeff';

    static FileText read(InputStream stream, int bytesMax, Faults faults) throws IOException {
        byte[] bytes = stream.readNBytes(bytesMax + 1);
        if (bytes.length > bytesMax) {
            faults.add(
                    1, "", "the file is larger than " + (bytesMax >> 20) + " MiB: split it, each part with the header");
            return new FileText("", Set.of());
        }
        Set<Long> badLines = new HashSet<>();
        String text = decode(bytes, badLines, faults);
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return new FileText(marked ? text.substring(1) : text, badLines);
    }

    private static String decode(byte[] bytes, Set<Long> badLines, Faults faults) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        long line = 1;
        int counted = 0;
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isMalformed()) {
                return out.flip().toString();
            }
            for (; counted < in.position(); counted++) {
                line += bytes[counted] == '\n' ? 1 : 0;
            }
            if (badLines.add(line)) {
                faults.add(line, "", "the byte %02x is not UTF-8: save the file as UTF-8".formatted(bytes[counted]));
            }
            out.put(NOT_UTF8);
            in.position(in.position() + result.length());
        }
    }
}
