// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import java.util.List;
import java.util.stream.Stream;
import org.relaywarden.scanner.battery.TestId;

/** Test ids in one column, joined by blanks. */
final class TestIds {

    private TestIds() {}

    static String joined(List<TestId> ids) {
        return String.join(" ", ids.stream().map(TestId::value).toList());
    }

    static List<TestId> split(String joined) {
        return Stream.of(joined.split(" ")).filter(id -> !id.isEmpty()).map(TestId::new).toList();
    }
}
