// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.nftables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.enforcement.block.BlockRecord;

/** What is sent to nft, to the letter: {@code nftables/*.json}. */
class BatchTest {

    private static final List<Customer> CUSTOMERS = List.of(
            Books.customer("ann", "198.51.100.11", "2001:db8:1::11"),
            Books.customer("bob", "198.51.100.12", "2001:db8:2::12"));
    private static final BlockRecord ANN = Books.asked(1, "ann", "198.51.100.11", 25);
    private static final BlockRecord BOB = Books.asked(12, "bob", "2001:db8:2::12", 2525);

    private static Wanted wanted(BlockRecord... toBeOn) {
        NftablesSettings settings = Books.settings(List.of("nft"));
        return Wanted.of(List.of(toBeOn), List.of(toBeOn), new Projection(CUSTOMERS, settings), settings);
    }

    private static void assertSent(String golden, Difference difference, Wanted wanted) throws IOException {
        Path file = Path.of("src/test/resources/nftables", golden);
        assertEquals(Files.readString(file), difference.batch(wanted).toString(), file.toString());
    }

    /** What nft lists after the batch that makes the table anew was taken. */
    private static Listing listed() throws IOException {
        return Listing.parse(Files.readString(Path.of("src/test/resources/nftables/listed.json")));
    }

    @Test
    void aMissingTableIsMadeInOneBatch() throws IOException {
        Wanted wanted = wanted(ANN, BOB);
        assertSent("anew.json", Difference.between(Listing.absent(), false, wanted), wanted);
    }

    @Test
    void elementsGoByAddAndDeleteSoThatAMissingOneIsNoFault() throws IOException {
        Wanted wanted = wanted(Books.asked(3, "ann", "198.51.100.11", 25));
        assertSent("elements.json", Difference.between(listed(), true, wanted), wanted);
    }

    @Test
    void whatIsAsWantedIsNoChange() throws IOException {
        Wanted wanted = wanted(ANN, BOB);
        assertFalse(listed().isAbsent());
        assertEquals(Listing.comparable(Structure.whole()), listed().structure(), "the form in which nft prints it");
        assertTrue(Difference.between(listed(), true, wanted).isNone());
    }

    @Test
    void theOwnerMarkStaysWithinWhatTheKernelKeeps() {
        String many = OwnerMark.of(LongStream.range(0, 5_000)
                .mapToObj(at -> Long.MAX_VALUE / 10 - at)
                .collect(Collectors.toList()));
        assertTrue(many.length() <= 127 && many.endsWith(" and 4996 more"), many);
        assertEquals(7, OwnerMark.firstCase(OwnerMark.of(List.of(12L, 7L))).orElseThrow());
        assertTrue(OwnerMark.firstCase("case 7").isEmpty());
        assertTrue(OwnerMark.firstCase("relaywarden case 99999999999999999999").isEmpty());
    }
}
