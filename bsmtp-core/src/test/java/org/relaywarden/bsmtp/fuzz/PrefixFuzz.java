// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.maildir.DamagedMailException;
import org.relaywarden.bsmtp.maildir.Prefix;
import org.relaywarden.bsmtp.maildir.SealedPrefix;

/**
 * The lines above a mail on the disk, as whatever a disk may give back. Once as they are, and once below a first line that
 * fits them, for behind a checksum no fuzzer would get. What can be read can be written, and reads the same again.
 */
public final class PrefixFuzz {

    private PrefixFuzz() {}

    /** Called by Jazzer, and for each seed by {@code FuzzSeedsTest}. */
    public static void fuzzerTestOneInput(byte[] input) throws DamagedMailException {
        try {
            int prefixBytes = SealedPrefix.lengthIn(input, input.length);
            SealedPrefix.parse(Arrays.copyOf(input, prefixBytes), SystemMailbox.ABUSE);
        } catch (DamagedMailException told) {
            // What the reader of a mailbox takes for an answer.
        }
        byte[] fitting = behindFittingLine(input);
        SealedPrefix read;
        try {
            read = SealedPrefix.parse(fitting, SystemMailbox.ABUSE);
        } catch (DamagedMailException told) {
            return;
        }
        byte[] written = written(read);
        assertEquals(read.prefix(), SealedPrefix.parse(written, SystemMailbox.ABUSE).prefix(), "written and read again");
        assertArrayEquals(written, written(SealedPrefix.parse(written, SystemMailbox.ABUSE)), "written again");
    }

    /** The first line that these lines would have. */
    static byte[] behindFittingLine(byte[] fields) {
        byte[] blank = line(fields.length + Prefix.FIRST_LINE_BYTES, 0);
        byte[] whole = Arrays.copyOf(blank, blank.length + fields.length);
        System.arraycopy(fields, 0, whole, blank.length, fields.length);
        System.arraycopy(line(whole.length, Prefix.sum(whole)), 0, whole, 0, blank.length);
        return whole;
    }

    private static byte[] line(int prefixBytes, int crc) {
        return String.format(Prefix.FIRST_LINE, prefixBytes, 7L, 1, crc).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] written(SealedPrefix read) {
        byte[] lines = read.prefix().unsealed();
        byte[] first = read.prefix().seal(read.bodyBytes(), read.bodySum());
        System.arraycopy(first, 0, lines, 0, first.length);
        return lines;
    }
}
