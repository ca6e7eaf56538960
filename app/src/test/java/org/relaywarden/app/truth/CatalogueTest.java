// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.relaywarden.app.truth.setups.Catalogue;
import org.relaywarden.app.truth.setups.SetUp;
import org.relaywarden.app.truth.setups.StrangersForms;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;

/** The truth table forgets no test, and its page is that of this catalogue. */
final class CatalogueTest {

    private static final Set<String> TESTS = Battery.upTo(2).stream()
            .map(RelayTest::id)
            .filter(id -> !id.isControl())
            .map(TestId::value)
            .collect(Collectors.toCollection(TreeSet::new));

    @Test
    void theStrangerKnowsEveryFormOfTheTiers1And2() {
        List<String> forms = StrangersForms.all().stream().map(StrangersForms.Form::id).toList();
        assertEquals(TESTS, new TreeSet<>(forms));
        assertEquals(TESTS.size(), forms.size(), "none twice");
    }

    @Test
    void eachTestHasAServerThatItAloneMustProve() {
        Set<String> proved = new TreeSet<>();
        for (SetUp setUp : Catalogue.all()) {
            if (setUp.expected() instanceof SetUp.Expected.Open open) {
                proved.add(open.form());
                assertTrue(open.forms().contains(open.form()), setUp::toString);
                assertTrue(open.forms().size() == 1 || !open.why().isEmpty(), () -> setUp + ": say why it opens more than one");
            }
        }
        assertEquals(TESTS, proved);
    }

    /** Whoever changes the catalogue makes the page anew: {@code ./verify --full} writes it. */
    @Test
    void thePageIsOfThisCatalogue() throws IOException {
        List<String> rows = Files.readString(Path.of("..", "docs", "truth.md"))
                .lines()
                .filter(line -> line.startsWith("| "))
                .toList();
        List<String> missing = new ArrayList<>();
        for (SetUp setUp : Catalogue.all()) {
            if (rows.stream().noneMatch(row -> row.startsWith(TruthPage.beginningOf(setUp)))) {
                missing.add(setUp.toString());
            }
        }
        assertEquals(List.of(), missing);
        assertEquals(Catalogue.all().size() + 2, rows.size(), "the head, its line, and a row for each");
    }
}
