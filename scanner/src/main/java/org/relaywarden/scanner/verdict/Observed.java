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
 * @param due what must have an answer before anything is settled: Tier 1, or the few tests of a narrow look
 * @param wanted tests that the run set out to ask, beyond those too
 * @param silences what happened in place of an answer, test by test: a clause in which a stranger's words were made visible
 * @param reach how far the run got
 * @param standpoint where it was seen from, and what for
 */
public record Observed(
        SequencedMap<TestId, Outcome> outcomes,
        Map<TestId, Outcome> before,
        List<TestId> due,
        Set<TestId> wanted,
        Map<TestId, String> silences,
        Reach reach,
        Standpoint standpoint) {

    private static final List<TestId> TIER_1 =
            Battery.tier1().stream().map(RelayTest::id).toList();

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

    /** Where a host was seen from (S6). */
    public enum Standpoint {
        /** As the world sees the host. */
        OUTSIDE("outside"),
        /** From another address outside, for a host that turned the first one away: does it mean the tester? */
        SECOND_OUTSIDE("our second outside address"),
        /** From an address of ours that the host may trust more than it trusts the world. */
        INSIDE("inside"),
        /** From inside, because a block is on and nothing else gets through: it stands for outside (decision 15). */
        INSIDE_OF_BLOCK("inside of our block");

        private final String words;

        Standpoint(String words) {
            this.words = words;
        }

        /** What stands behind "from", for people. */
        public String words() {
            return words;
        }

        /** The place that a token is bound to: a block is no place, it may go while a probe is under way. */
        public String place() {
            return (this == INSIDE_OF_BLOCK ? INSIDE : this).name();
        }
    }

    public Observed {
        outcomes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(outcomes));
        before = Map.copyOf(before);
        due = List.copyOf(due);
        wanted = Set.copyOf(wanted);
        silences = Map.copyOf(silences);
    }

    /** A look by Tier 1 or more. */
    public Observed(
            SequencedMap<TestId, Outcome> outcomes,
            Map<TestId, Outcome> before,
            Set<TestId> wanted,
            Map<TestId, String> silences,
            Reach reach,
            Standpoint standpoint) {
        this(outcomes, before, TIER_1, wanted, silences, reach, standpoint);
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

    /** The tests, controls aside, with such an outcome: those that are due, and what else was asked tonight. */
    List<TestId> tests(Predicate<Outcome> such) {
        return Stream.concat(due.stream(), outcomes.keySet().stream())
                .distinct()
                .filter(id -> !id.isControl() && such.test(of(id)))
                .toList();
    }

    /** Whether this test can be left unasked without a hole: a setting of ours, or an extension of theirs, is missing. */
    boolean isSkippedRightly(TestId id) {
        return of(id) == Outcome.SKIPPED
                && Battery.find(id).filter(RelayTest::maySkip).isPresent();
    }

    /** Whether it took something, if only at RCPT; controls aside. */
    public boolean hasTaken() {
        return !tests(Outcome::isAccepted).isEmpty();
    }

    /** Whether even the control was turned away, or nobody answered: the same from elsewhere may come to more. */
    public boolean refusesTester() {
        Outcome control = of(Battery.POSTMASTER);
        return switch (reach) {
            case NO_CONNECTION -> true;
            case CONNECTED ->
                control.isAnswered()
                        && !control.isAccepted()
                        && control != Outcome.AUTH_REQUIRED
                        && control != Outcome.TLS_REQUIRED;
            case NOT_DIALLED, INTERRUPTED -> false;
        };
    }

    /** Whether it wants encryption first: what is behind it was not seen. */
    public boolean wantsTls() {
        return of(Battery.POSTMASTER) == Outcome.TLS_REQUIRED;
    }

    /**
     * Whether it lets in no address of this kind, as a firewall does: no connection, or each question refused, mail to its own
     * postmaster too. Rules of its own may say so in any words; but a refusal of the sender is none of the address.
     */
    public boolean isShut() {
        Outcome control = of(Battery.POSTMASTER);
        boolean refused = (control == Outcome.REFUSED_CLIENT || control == Outcome.REFUSED_RELAY)
                && outcomes.values().stream().noneMatch(outcome -> outcome.isAccepted() || outcome.wantsRetry());
        return reach == Reach.NO_CONNECTION || (reach == Reach.CONNECTED && refused);
    }

    /** All that is due, and all that was to be asked, has its answer tonight: only then can CLOSED lift. */
    public boolean isComplete() {
        return Stream.concat(due.stream(), wanted.stream())
                .allMatch(id -> outcomes.getOrDefault(id, Outcome.DROPPED).isAnswered() || isSkippedRightly(id));
    }
}
