// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.probe.TestAnswer;
import org.relaywarden.scanner.verdict.Outcome;
import org.relaywarden.scanner.verdict.Outcomes;

/** The tests of one run and what each has come to so far. Used by the run's thread. */
final class RunTests {

    private record Answered(TestAnswer answer, Outcome outcome) {}

    private final SequencedMap<TestId, Answered> answered = new LinkedHashMap<>();
    private final SequencedSet<RelayTest> wanted = new LinkedHashSet<>();

    /** These are to have an answer in the end. */
    void want(List<RelayTest> tests) {
        wanted.addAll(tests);
    }

    /** What is to be asked in place of tests that were refused for their sender, and was not asked so far. */
    List<RelayTest> standIns() {
        return answered.entrySet().stream()
                .filter(one -> one.getValue().outcome == Outcome.REFUSED_SENDER)
                .flatMap(one -> Battery.standIn(one.getKey()).stream())
                .filter(test -> !answered.containsKey(test.id()))
                .distinct()
                .toList();
    }

    /** Adds a round. An answer is not taken back by a later silence; a silence is by a later answer. */
    void add(List<TestAnswer> round) {
        Map<TestId, Outcome> outcomes =
                Outcomes.of(round, answered.values().stream().map(Answered::answer).toList());
        for (TestAnswer answer : round) {
            TestId id = answer.test().id();
            Outcome outcome = outcomes.getOrDefault(id, Outcome.DROPPED);
            Answered before = answered.get(id);
            if (before == null || !before.outcome.isAnswered() || outcome.isAnswered()) {
                answered.put(id, new Answered(answer, outcome));
            }
        }
    }

    Map<TestAnswer, Outcome> all() {
        Map<TestAnswer, Outcome> all = new LinkedHashMap<>();
        answered.values().forEach(one -> all.put(one.answer, one.outcome));
        return all;
    }

    /** What each has come to so far. */
    SequencedMap<TestId, Outcome> outcomes() {
        SequencedMap<TestId, Outcome> outcomes = new LinkedHashMap<>();
        answered.forEach((id, one) -> outcomes.put(id, one.outcome));
        return outcomes;
    }

    boolean wasMessageTaken(TestId id) {
        Answered one = answered.get(id);
        return one != null && one.outcome == Outcome.ACCEPTED;
    }

    /** What was put off or broke off, led by the control: the answers of a round explain each other. */
    List<RelayTest> toAskAgain() {
        List<RelayTest> again = new ArrayList<>(wanted.stream()
                .filter(test -> !answered.containsKey(test.id())
                        || answered.get(test.id()).outcome.wantsRetry())
                .toList());
        if (!again.isEmpty() && !again.getFirst().id().equals(Battery.POSTMASTER)) {
            again.addFirst(Battery.find(Battery.POSTMASTER).orElseThrow().greeting(again.getFirst().hello()));
        }
        return again;
    }

    /**
     * What a host that takes every name of its own domain took for such names, and was not to be handed over so far; none of
     * a host that takes anything.
     */
    List<RelayTest> takenAsOwnNames(Set<TestId> tried) {
        return isAccepted(Battery.CATCH_ALL) && !isAccepted(Battery.ANYTHING)
                ? takenBeside(tried).stream().filter(RelayTest::ownRecipient).toList()
                : List.of();
    }

    private boolean isAccepted(TestId id) {
        Answered one = answered.get(id);
        return one != null && one.outcome.isAccepted();
    }

    /** What the host took at RCPT and was handed no message of, in the order in which it answered. */
    List<RelayTest> takenBeside(Set<TestId> tried) {
        return answered.values().stream()
                .filter(one -> one.outcome == Outcome.RECIPIENT_TAKEN)
                .map(one -> one.answer.test())
                .filter(test -> !test.id().isControl() && !tried.contains(test.id()))
                .toList();
    }
}
