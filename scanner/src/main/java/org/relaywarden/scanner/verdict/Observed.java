// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;

/**
 * What one run saw, as far as it is judged. Immutable.
 *
 * @param outcomes of the tests that were asked, in the order of the battery, returns and bounces worked in
 * @param reach how far the run got
 * @param standpoint where it was seen from, and what for
 */
public record Observed(SequencedMap<TestId, Outcome> outcomes, Reach reach, Standpoint standpoint) {

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
    }

    /** A test that was not asked is one that was dropped: it has no answer. */
    Outcome of(TestId id) {
        return outcomes.getOrDefault(id, Outcome.DROPPED);
    }

    /** The tests, controls aside, with such an outcome. */
    List<TestId> tests(Predicate<Outcome> such) {
        return Battery.tier1().stream()
                .map(RelayTest::id)
                .filter(id -> !id.isControl() && such.test(of(id)))
                .toList();
    }

    /** Every Tier 1 test and control has its answer: only then can CLOSED lift. */
    public boolean isComplete() {
        return Battery.tier1().stream().allMatch(test -> of(test.id()).isAnswered());
    }
}
