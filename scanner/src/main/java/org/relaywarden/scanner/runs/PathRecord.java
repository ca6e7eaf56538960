// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.verdict.Observed;
import org.relaywarden.scanner.verdict.Outcome;

/**
 * The rows of one run that came by one path.
 *
 * @param standpoint from where it was looked at
 * @param before what a light run leans on
 */
record PathRecord(
        int number,
        Observed.Standpoint standpoint,
        TestPath path,
        Observed.@Nullable Reach reach,
        Map<TestId, Outcome> before,
        Map<TestId, TestEntity> tests,
        Map<TestId, ReturnEntity> returns,
        Map<TestId, BounceEntity> bounces) {

    /** It becomes part of a reason, which is one line. */
    private static final int SILENCE_CHARACTERS_MAX = 120;

    static PathRecord of(
            int number,
            Observed.Standpoint standpoint,
            TestPath path,
            Observed.@Nullable Reach reach,
            Map<TestId, Outcome> before,
            List<TestEntity> tests,
            List<ReturnEntity> returns,
            List<BounceEntity> bounces) {
        return new PathRecord(
                number,
                standpoint,
                path,
                reach,
                before,
                byTest(number, tests, row -> row.key),
                byTest(number, returns, row -> row.key),
                byTest(number, bounces, row -> row.key));
    }

    private static <T> Map<TestId, T> byTest(int path, List<T> rows, Function<T, TestKey> key) {
        return rows.stream()
                .filter(row -> key.apply(row).path() == path)
                .collect(Collectors.toMap(
                        row -> new TestId(key.apply(row).testId()),
                        Function.identity(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    Observed.Reach reachOr(Observed.Reach other) {
        return reach == null ? other : reach;
    }

    /** @param wanted what was to be asked; a narrow look was to settle that and no more */
    Observed observed(Observed.Reach judgedReach, List<TestId> wanted) {
        return isNarrow()
                ? new Observed(outcomes(), before, wanted, Set.of(), silences(), judgedReach, standpoint)
                : new Observed(outcomes(), before, Set.copyOf(wanted), silences(), judgedReach, standpoint);
    }

    private Map<TestId, String> silences() {
        Map<TestId, String> silences = new TreeMap<>();
        tests.forEach((id, row) -> {
            if (row.outcome == Outcome.DROPPED && !row.answered.isEmpty()) {
                silences.put(id, Visible.of(row.answered, SILENCE_CHARACTERS_MAX));
            }
        });
        return silences;
    }

    private boolean isNarrow() {
        return standpoint == Observed.Standpoint.SECOND_OUTSIDE || path.security() == Security.CLIENT_CERTIFICATE;
    }

    /** In the order of the battery; what came back goes before what was said. */
    private SequencedMap<TestId, Outcome> outcomes() {
        SequencedMap<TestId, Outcome> outcomes = new LinkedHashMap<>();
        for (RelayTest test : Battery.withRepeats()) {
            TestId id = test.id();
            if (returns.containsKey(id)) {
                outcomes.put(id, Outcome.RETURNED);
            } else if (bounces.containsKey(id)) {
                outcomes.put(id, Outcome.BOUNCED);
            } else if (tests.containsKey(id)) {
                outcomes.put(id, tests.get(id).outcome);
            }
        }
        return outcomes;
    }

    /** The tests, controls aside, whose recipient the host took. */
    List<TestId> accepted() {
        return outcomes().entrySet().stream()
                .filter(test -> !test.getKey().isControl() && test.getValue().isAccepted())
                .map(Map.Entry::getKey)
                .toList();
    }

    List<TestId> returned() {
        return outcomes().keySet().stream().filter(returns::containsKey).toList();
    }

    List<Evidence.TestSeen> evidence() {
        return outcomes().entrySet().stream()
                .map(test -> seen(test.getKey(), test.getValue()))
                .toList();
    }

    private Evidence.TestSeen seen(TestId id, Outcome outcome) {
        TestEntity test = tests.get(id);
        String catches = Battery.find(id).map(RelayTest::catches).orElse("");
        return new Evidence.TestSeen(
                id,
                outcome.name(),
                test == null ? "" : test.sent,
                test == null ? "" : test.answered,
                catches,
                path.toString(),
                standpoint.words());
    }
}
