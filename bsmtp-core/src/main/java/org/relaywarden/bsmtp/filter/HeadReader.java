// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.filter;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the header of a message. A line that is neither a field nor the continuation of one ends it, and is the first
 * of the body: whatever comes, nothing of it is lost, and nothing is made up. Used by one thread.
 */
final class HeadReader {

    /** Ten thousand addresses in one To fit; a header beyond it is no letter. */
    static final int BYTES_MAX = 1 << 20;

    static final int FIELDS_MAX = 10_000;

    private final InputStream in;
    private final List<HeaderField> fields = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private String name = "";
    private long bytes;

    /**
     * What was found.
     *
     * @param headBytes of the fields
     * @param bodyFrom where the body begins: behind the empty line, if there is one
     */
    record Found(Head head, long headBytes, long bodyFrom) {}

    private HeadReader(InputStream in) {
        this.in = new BufferedInputStream(in, 16 << 10);
    }

    /** Empty when the header is larger than what filters are shown. */
    static Optional<Found> read(InputStream message) throws IOException {
        return new HeadReader(message).read();
    }

    private Optional<Found> read() throws IOException {
        while (true) {
            String line = line();
            if (bytes + line.length() > BYTES_MAX || fields.size() >= FIELDS_MAX) {
                return Optional.empty();
            }
            boolean goesOn = line.startsWith(" ") || line.startsWith("\t");
            String next = goesOn ? name : nameIn(line);
            if (next.isEmpty()) {
                return Optional.of(found(line.equals("\r\n") ? line.length() : 0));
            }
            if (!goesOn) {
                endField();
                name = next;
            }
            field.append(line);
            bytes += line.length();
        }
    }

    private Found found(int emptyLine) {
        endField();
        return new Found(Head.of(fields), bytes, bytes + emptyLine);
    }

    private void endField() {
        if (!field.isEmpty()) {
            fields.add(new HeaderField(name, field.toString()));
            field.setLength(0);
        }
    }

    /** RFC 5322 section 4.5 lets blanks stand before the colon. Empty for a line that begins no field. */
    private static String nameIn(String line) {
        int colon = line.indexOf(':');
        String before = colon < 0 ? "" : line.substring(0, colon).stripTrailing();
        return line.endsWith("\r\n") && HeaderField.isName(before) ? before : "";
    }

    /** Up to the line feed; empty at the end. No longer than is needed to see that it is too long. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet;
        do {
            octet = in.read();
            if (octet >= 0) {
                line.write(octet);
            }
        } while (octet >= 0 && octet != '\n' && line.size() <= BYTES_MAX);
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
