// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.util.List;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.verdict.Observed.Standpoint;

/**
 * What a run sets out to ask by one path. Immutable.
 *
 * @param number within the run; 0 for the run's own path, that of the books
 * @param standpoint from where
 */
record Look(int number, Standpoint standpoint, TestPath path, List<RelayTest> tests) {

    Look {
        tests = List.copyOf(tests);
    }

    boolean isMain() {
        return number == 0;
    }

    List<TestId> testIds() {
        return tests.stream().map(RelayTest::id).toList();
    }
}
