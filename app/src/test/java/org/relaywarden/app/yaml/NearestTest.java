// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {

    @ParameterizedTest(name = "{0} to {1} takes {2}: {3}")
    @CsvSource(textBlock = """
            scan.windw, scan.window, 1, a letter is missing
            sacn,       scan,        1, two neighbours are swapped
            scan,       scan,        0, nothing to do
            '',         scan,        4, all of it is missing
            skam,       scan,        2, two letters are wrong
            """)
    void distanceCountsSlipsOfThePen(String one, String other, int slips, String why) {
        assertEquals(slips, Nearest.distance(one, other), why);
        assertEquals(slips, Nearest.distance(other, one), why);
    }

    @Test
    void whatIsFarFromEverythingHasNoNeighbour() {
        assertEquals(Optional.empty(), Nearest.to("qwertyuiop", List.of("scan.at", "data.folder")));
        assertEquals(Optional.empty(), Nearest.to("x".repeat(10_000), List.of("x")), "a long word costs nothing");
    }
}
