// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.standing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;


import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** Whatever a crash leaves of the notes: whoever was not served is never taken for served. */
final class SettledNotesTest {

    private static final MailAddress ANN = MailAddress.parse("ann@anna.example").orElseThrow();
    private static final MailAddress ODD = MailAddress.parse("\"o dd x%\"@anna.example").orElseThrow();
    private static final MailAddress LONGER = MailAddress.parse("annabel@anna.example").orElseThrow();

    @TempDir
    private Path folder;

    private SettledNotes read() throws Exception {
        return SettledNotes.read(folder, "anna", List.of("id1", "id2"));
    }

    @Test
    void everyPrefixOfTheFileNamesOnlyWhoWasServed() throws Exception {
        read().note("id1", List.of(ANN, ODD));
        read().note("id2", List.of(LONGER));
        Path file = folder.resolve("anna.taken");
        byte[] whole = Files.readAllBytes(file);
        int served = 0;
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            SettledNotes notes = read();
            served = (notes.has("id1", ANN) ? 1 : 0) + (notes.has("id1", ODD) ? 1 : 0)
                    + (notes.has("id2", LONGER) ? 1 : 0);
            String kept = new String(whole, 0, length, StandardCharsets.ISO_8859_1);
            long lines = kept.chars().filter(c -> c == '\n').count();
            assertEquals(lines, served, "cut at " + length);
            assertFalse(notes.has("id2", ANN) || notes.has("id1", LONGER), "cut at " + length);
            // And what is written behind a half line is a line of its own.
            notes.note("id2", List.of(ANN));
            assertTrue(read().has("id2", ANN), "cut at " + length);
        }
        assertEquals(3, served);
    }

    @Test
    void anAlteredLineCountsForNothing() throws Exception {
        read().note("id1", List.of(ANN));
        Path file = folder.resolve("anna.taken");
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length - 1; at++) {
            byte[] altered = whole.clone();
            altered[at] ^= 1;
            Files.write(file, altered);
            SettledNotes notes = read();
            assertFalse(notes.has("id1", ANN), "altered at " + at);
        }
    }

    @Test
    void whatWaitsNoMoreIsForgotten() throws Exception {
        read().note("id1", List.of(ANN));
        SettledNotes.read(folder, "anna", List.of("id2"));
        assertFalse(Files.exists(folder.resolve("anna.taken")));
    }
}
