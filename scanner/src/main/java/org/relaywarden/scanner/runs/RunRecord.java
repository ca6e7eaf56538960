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
import org.hibernate.Session;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.verdict.Observed;
import org.relaywarden.scanner.verdict.Outcome;

/**
 * All rows of one run, read in the caller's transaction. A run is judged from here and from nowhere else, so that a
 * later judgement sees what the first one saw, and what came since.
 */
record RunRecord(
        RunEntity run,
        Map<TestId, TestEntity> tests,
        List<DialogueEntity> dialogues,
        Map<TestId, ReturnEntity> returns,
        Map<TestId, BounceEntity> bounces,
        Map<TestId, Outcome> before) {

    static RunRecord read(Session session, RunEntity run) {
        return new RunRecord(
                run,
                byTest(rows(session, TestEntity.class, "key.runId", run.id), TestEntity::testId),
                rows(session, DialogueEntity.class, "place.runId", run.id),
                byTest(rows(session, ReturnEntity.class, "key.runId", run.id), row -> new TestId(row.key.testId())),
                byTest(rows(session, BounceEntity.class, "key.runId", run.id), row -> new TestId(row.key.testId())),
                Past.behind(session, run));
    }

    private static <T> List<T> rows(Session session, Class<T> type, String runColumn, long runId) {
        return session.createSelectionQuery(
                        "from " + type.getSimpleName() + " r where r." + runColumn + " = :run", type)
                .setParameter("run", runId)
                .getResultList();
    }

    private static <T> Map<TestId, T> byTest(List<T> rows, Function<T, TestId> test) {
        return rows.stream().collect(Collectors.toMap(test, Function.identity(), (one, other) -> one, TreeMap::new));
    }

    Observed observed(Observed.Reach reach) {
        return new Observed(
                outcomes(), before, Set.copyOf(TestIds.split(run.wanted)), reach, run.standpoint());
    }

    /** In the order of the battery; what came back goes before what was said. */
    SequencedMap<TestId, Outcome> outcomes() {
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

    Evidence evidence() {
        List<Evidence.TestSeen> seen = outcomes().entrySet().stream()
                .map(test -> seen(test.getKey(), test.getValue()))
                .toList();
        return new Evidence(
                run.id,
                seen,
                dialogues.stream()
                        .map(DialogueEntity::toDialogue)
                        .sorted((one, other) -> Integer.compare(one.connection(), other.connection()))
                        .toList(),
                returns.values().stream().map(ReturnEntity::toReturned).toList());
    }

    private Evidence.TestSeen seen(TestId id, Outcome outcome) {
        TestEntity test = tests.get(id);
        String catches = Battery.find(id).map(RelayTest::catches).orElse("");
        return new Evidence.TestSeen(
                id, outcome.name(), test == null ? "" : test.sent, test == null ? "" : test.answered, catches);
    }
}
