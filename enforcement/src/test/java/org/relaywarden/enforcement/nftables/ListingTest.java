// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingTest {

    private static String listed() throws IOException {
        return Files.readString(Path.of("src/test/resources/nftables/listed.json"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                              | nothing at all
        nft: command not found          | words of a shell
        {                               | cut off
        []                              | another kind of JSON
        {"nftables": {}}                | an object where the list belongs
        {"nftables": []}                | a list without the table that was asked for
        {"nftables": [{"metainfo": {"version": "1.0.6"}}]} | nft, and no table
        """)
    void rubbishIsSaidToBeSo(String output, String why) {
        assertThrows(IllegalArgumentException.class, () -> Listing.parse(output == null ? "" : output), why);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "mail.example"                                          | a name; nobody asks a resolver
        {"concat": ["192.0.2.1"]}                               | no port
        {"concat": ["192.0.2.1", 25, 26]}                       | too much
        {"concat": ["192.0.2.1", "smtp"]}                       | a service by name
        {"concat": ["2001:db8::1", 25]}                         | of the other family
        {"concat": [{"prefix": {"addr": "192.0.2.0", "len": 33}}, 25]} | no prefix
        {"concat": [{"range": ["192.0.2.1", "192.0.2.9"]}, 25]} | a range, which we never put there
        {"elem": {"comment": "relaywarden case 1"}}             | a mark on nothing
        null                                                    | nothing
        """)
    void anElementThatWeNeverPutThereMakesTheTableIllegible(String element, String why) {
        Listing listing = Listing.parse("{\"nftables\": [{\"table\": {}}, {\"set\": {\"name\": \"blocked_ipv4\","
                + " \"elem\": [" + element + "]}}]}");
        assertFalse(listing.isLegible(), why);
    }

    @Test
    void countersAndHandlesDoNotMatter() throws IOException {
        String later = listed().replaceAll("\"(packets|bytes)\": 0", "\"$1\": 4711")
                .replaceAll("\"handle\": ([0-9]+)", "\"handle\": 9$1");
        assertEquals(Listing.parse(listed()), Listing.parse(later));
    }

    /** Whatever a broken wrapper prints: it is understood, or said not to be. */
    @Test
    void noRubbishBreaksTheReader() throws IOException {
        String sound = listed();
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            StringBuilder broken = new StringBuilder(sound);
            for (int times = random.nextInt(4); times >= 0; times--) {
                int at = random.nextInt(broken.length());
                switch (random.nextInt(3)) {
                    case 0 -> broken.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> broken.delete(at, Math.min(broken.length(), at + random.nextInt(60)));
                    default -> broken.insert(at, sound, at / 2, at / 2 + random.nextInt(40));
                }
            }
            try {
                assertTrue(Listing.parse(broken.toString()).structure().size() < 100);
            } catch (IllegalArgumentException said) {
                assertTrue(String.valueOf(said.getMessage()).length() > 5, "seed " + seed);
            }
        }
    }
}
