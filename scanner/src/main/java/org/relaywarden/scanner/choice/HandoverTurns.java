// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.choice;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.scanner.battery.Form;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;

/**
 * Whose turn it is to get a message, among the forms that a host took by one path. A run hands over few of them, and a host
 * that takes all may pass on a single one: so over the nights each gets its message before any gets a second. Immutable.
 */
public final class HandoverTurns {

    private static final Comparator<RelayTest> BY_TIER = Comparator.comparingInt(RelayTest::tier);

    /** When a form's turn comes. */
    public enum Turn {
        /** It convicted the host, or its last message came back: a host that is still open is to be proven so at once. */
        FIRST,
        /** It had no message so far. */
        NEW,
        /** It had one, and that did not come back: the one whose message is the longest ago goes first. */
        AGAIN
    }

    private final Set<TestId> convicted;
    private final Map<TestId, LastHandover> handedOver;

    /**
     * The turns of a run.
     *
     * @param convicted the tests that proved an open case of this host, by whatever path
     * @param handedOver the last message of each form by this path and from there, in earlier runs
     */
    public HandoverTurns(Collection<TestId> convicted, Map<TestId, LastHandover> handedOver) {
        this.convicted = Set.copyOf(convicted);
        this.handedOver = Map.copyOf(handedOver);
    }

    /**
     * Whether this form gets its message while others are still being asked: none of those may go before it, and one that had
     * its message waits until it is known that there is no other.
     */
    public boolean isAtOnce(TestId taken, List<RelayTest> asked) {
        Comparator<TestId> order = order();
        return of(taken) != Turn.AGAIN && asked.stream().noneMatch(other -> order.compare(other.id(), taken) < 0);
    }

    /**
     * The next form to hand a message over with: the likelier tier first, and rather one that differs in its recipient from
     * the last, for a host that takes all forms may drop one and relay another.
     *
     * @param taken in the order in which they were asked
     * @param last the last turn that may come now
     */
    public Optional<RelayTest> next(List<RelayTest> taken, Turn last, Optional<Form> lastRecipient) {
        Comparator<RelayTest> order = Comparator.comparing(RelayTest::id, order()).thenComparing(BY_TIER);
        List<RelayTest> queue = taken.stream()
                .filter(test -> of(test.id()).compareTo(last) <= 0)
                .sorted(order)
                .toList();
        return queue.stream()
                .takeWhile(test -> order.compare(test, queue.getFirst()) == 0)
                .filter(test -> !lastRecipient.equals(Optional.of(test.recipient())))
                .findFirst()
                .or(() -> queue.stream().findFirst());
    }

    private Turn of(TestId test) {
        LastHandover before = handedOver.get(test);
        if (convicted.contains(test) || (before != null && before.cameBack())) {
            return Turn.FIRST;
        }
        return before == null ? Turn.NEW : Turn.AGAIN;
    }

    private Comparator<TestId> order() {
        return Comparator.<TestId, Turn>comparing(this::of).thenComparing(this::inVainAt);
    }

    /** Not even what convicted a host may keep the others that did from their message. */
    private Instant inVainAt(TestId test) {
        LastHandover before = handedOver.get(test);
        return before == null || before.cameBack() ? Instant.EPOCH : before.at();
    }
}
