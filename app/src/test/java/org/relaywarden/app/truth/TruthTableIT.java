// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.app.truth.setups.Catalogue;
import org.relaywarden.app.truth.setups.SetUp;
import org.relaywarden.testbed.servers.Requirements;

/**
 * S1, S2: each test of the tiers 1 and 2 finds the relay that it is for, on a real server that this form alone opens, and
 * nothing that does not relay is called open. Our verdicts and nmap's beside the truth, which is what reached a third host.
 */
@Timeout(1800)
final class TruthTableIT {

    private static final String FULL = "full";
    private static final int AT_ONCE_MAX = 29;
    private static final Path TABLE = Path.of("target", "truth-table.md");
    private static final Path PAGE = Path.of("..", "docs", "truth.md");

    @TempDir
    private Path folder;

    @BeforeAll
    static void realServers() {
        Requirements.needsRealServers();
        Requirements.needsRouter();
        Requirements.needsNmap();
        Requirements.needsDnsmasq();
    }

    @Test
    @DisabledIfSystemProperty(named = "relaywarden.suite", matches = FULL, disabledReason = "the whole table holds it")
    void someOfTheTable() throws Exception {
        check(Catalogue.all().stream().filter(SetUp::inShort).toList());
    }

    @Test
    @EnabledIfSystemProperty(named = "relaywarden.suite", matches = FULL, disabledReason = "all: ./verify --full")
    void everyTestFindsItsRelayAndNoClosedOneIsCalledOpen() throws Exception {
        Files.writeString(PAGE, check(Catalogue.all()).toString());
    }

    private TruthPage check(List<SetUp> setUps) throws Exception {
        Map<String, Duration> times = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        for (int from = 0; from < setUps.size(); from += AT_ONCE_MAX) {
            List<SetUp> some = setUps.subList(from, Math.min(from + AT_ONCE_MAX, setUps.size()));
            try (var lab = new TruthLab(Files.createDirectory(folder.resolve("lab" + from)))) {
                rows.addAll(lab.rowsOf(some, times));
            }
        }
        TruthPage page = new TruthPage(rows);
        System.out.println(page);
        times.forEach((part, time) -> System.out.printf("%s: %.1f s%n", part, time.toMillis() / 1000.0));
        Files.writeString(TABLE, page.toString());
        assertEquals(List.of(), rows.stream().flatMap(row -> row.misfits().stream()).toList(), "the lab is not what it says");
        assertEquals(List.of(), rows.stream().flatMap(row -> row.mistakes().stream()).toList(), "S1, S2");
        return page;
    }
}
