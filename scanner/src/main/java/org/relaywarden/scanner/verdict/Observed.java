// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;

/**
 * What one run saw, as far as it is judged. Immutable.
 *
 * @param outcomes of the tests that were asked, in the order of the battery, returns and bounces worked in
 * @param before what earlier nights saw of tests that a light run did not ask; empty for a whole run
 * @param wanted tests that the run set out to ask, beyond Tier 1 too
 * @param silences what happened in place of an answer, test by test: a clause in which a stranger's words were made visible
 * @param reach how far the run got
 * @param standpoint where it was seen from, and what for
 */
public record Observed(
        SequencedMap<TestId, Outcome> outcomes,
        Map<TestId, Outcome> before,
        Set<TestId> wanted,
        Map<TestId, String> silences,
        Reach reach,
        Standpoint standpoint) {

    /** How far the run got. */
    public enum Reach {
        /** It had a connection. */
        CONNECTED,
        /** Nothing answered. */
        NO_CONNECTION,
        /** The address was no customer's any more (S7). */
        NOT_DIALLED,
        /** The program was stopped in the middle. */
        INTERRUPTED
    }

    /** Where a run was seen from. */
    public enum Standpoint {
        /** As the world sees the host. */
        OUTSIDE,
        /** From an address of ours that the host may trust more than it trusts the world. */
        INSIDE,
        /** From inside, because a block is on and nothing else gets through: it stands for outside (decision 15). */
        INSIDE_OF_BLOCK
    }

    public Observed {
        outcomes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(outcomes));
        before = Map.copyOf(before);
        wanted = Set.copyOf(wanted);
        silences = Map.copyOf(silences);
    }

    /** A whole run of Tier 1. */
    public Observed(SequencedMap<TestId, Outcome> outcomes, Reach reach, Standpoint standpoint) {
        this(outcomes, Map.of(), Set.of(), Map.of(), reach, standpoint);
    }

    /** What happened in place of an answer, as far as it is known. */
    Optional<String> silenceOf(TestId id) {
        return Optional.ofNullable(silences.get(id));
    }

    /** A test that was not asked, tonight or in the nights before, is one that was dropped: it has no answer. */
    Outcome of(TestId id) {
        Outcome tonight = outcomes.getOrDefault(id, Outcome.DROPPED);
        return outcomes.containsKey(id) ? tonight : before.getOrDefault(id, tonight);
    }

    /** Whether it leans on earlier nights. */
    boolean isPartly() {
        return !before.isEmpty();
    }

    /** The tests, controls aside, with such an outcome: Tier 1, and what else was asked tonight. */
    List<TestId> tests(Predicate<Outcome> such) {
        return Stream.concat(Battery.tier1().stream().map(RelayTest::id), outcomes.keySet().stream())
                .distinct()
                .filter(id -> !id.isControl() && such.test(of(id)))
                .toList();
    }

    /** Whether this test can be left unasked without a hole: a setting of ours, or an extension of theirs, is missing. */
    boolean isSkippedRightly(TestId id) {
        return of(id) == Outcome.SKIPPED
                && Battery.find(id).filter(RelayTest::maySkip).isPresent();
    }

    /** Every Tier 1 test and control, and all that was to be asked, has its answer tonight: only then can CLOSED lift. */
    public boolean isComplete() {
        return Stream.concat(Battery.tier1().stream().map(RelayTest::id), wanted.stream())
                .allMatch(id -> outcomes.getOrDefault(id, Outcome.DROPPED).isAnswered() || isSkippedRightly(id));
    }
}
