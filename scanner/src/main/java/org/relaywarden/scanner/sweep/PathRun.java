// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.Form;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.choice.HandoverTurns;
import org.relaywarden.scanner.choice.HandoverTurns.Turn;
import org.relaywarden.scanner.probe.ProbeTimeouts;
import org.relaywarden.scanner.verdict.Observed;

/**
 * One path to a host, from one standpoint, once through the battery: ask, wait for what comes back, hand over with another form,
 * ask again what was put off, have it judged. It ends as soon as a probe is back: one proof is enough (decision 12). Used once, by
 * one thread.
 */
final class PathRun {

    /** Messages handed over in one run at most, own names of a catch-all aside; a sink is not sent seventeen. */
    private static final int HANDED_OVER_MAX = 4;

    /** By each path beside the main one. */
    private static final int HANDED_OVER_BESIDE_MAX = 1;

    private final SweepTools tools;
    private final TheRun run;
    private final Look look;
    private final int handedOverMax;
    private final Talks talks;
    private final RunTests tests = new RunTests();
    private final SequencedSet<TestId> handedOver = new LinkedHashSet<>();
    /** Those, and what was asked again for it in vain: a host that hangs up meanwhile is not dialled for it for ever. */
    private final Set<TestId> tried = new HashSet<>();
    /** Forms that a catch-all takes for names of its own: handed over at once, and not counted among the others. */
    private final Set<TestId> ownNames = new HashSet<>();
    private final Set<TestId> inRound = new HashSet<>();
    private @Nullable HandoverTurns turns;
    private boolean mayHandOver;
    private @Nullable Instant lastHandedOverAt;

    PathRun(SweepTools tools, TheRun run, Look look) {
        this.tools = tools;
        this.run = run;
        this.look = look;
        this.handedOverMax = look.isMain() ? HANDED_OVER_MAX : HANDED_OVER_BESIDE_MAX;
        this.talks = new Talks(tools, run, look);
    }

    /**
     * Asks its tests, and what follows from the answers.
     *
     * @throws InterruptedException when the sweep is closed meanwhile
     */
    void ask() throws InterruptedException {
        tests.want(look.tests());
        round(look.tests(), tools.pace().timeouts());
        followUp(Turn.NEW);
        askInstead();
        askAgain();
        // Now that all is asked: what had its message in an earlier run takes none of the few places from what had none.
        followUp(Turn.AGAIN);
        if (!look.isMain() && talks.hasBegun()) {
            tools.book().endPath(talks.binding(), talks.reach());
        }
    }

    TestPath path() {
        return look.path();
    }

    /** What was seen so far, without what came back. */
    Observed seen() {
        return new Observed(tests.outcomes(), talks.reach(), look.standpoint());
    }

    Talks talks() {
        return talks;
    }

    private void round(List<RelayTest> asked, ProbeTimeouts timeouts) throws InterruptedException {
        round(asked, timeouts, test -> turns().isAtOnce(test, asked));
    }

    private void round(List<RelayTest> asked, ProbeTimeouts timeouts, Predicate<TestId> isInTurn)
            throws InterruptedException {
        mayHandOver = true;
        lastHandedOverAt = null;
        inRound.clear();
        tests.add(talks.ask(asked, timeouts, test -> handsOver(test, isInTurn)));
        tools.book().keepTests(talks.binding(), tests.all(), talks.banner());
    }

    /** One message at a time: the next one only when the last has had its time to come back. */
    private boolean handsOver(TestId test, Predicate<TestId> isInTurn) {
        boolean ownName = ownNames.contains(test);
        boolean isNext = mayHandOver && (handedOver.contains(test) || (isRoomForMore() && isInTurn.test(test)));
        if (run.isBack() || !(ownName || isNext)) {
            return false;
        }
        mayHandOver &= ownName;
        handedOver.addLast(test);
        tried.add(test);
        inRound.add(test);
        Instant now = tools.now();
        lastHandedOverAt = now;
        tools.book().handedOver(talks.binding(), test, now);
        return true;
    }

    private boolean isRoomForMore() {
        return handedOver.stream().filter(id -> !ownNames.contains(id)).count() < handedOverMax;
    }

    /** @param last the last turn that may come now */
    private void followUp(Turn last) throws InterruptedException {
        while (true) {
            awaitReturn();
            List<RelayTest> next = nextToHandOver(last);
            if (run.isBack() || next.isEmpty()) {
                return;
            }
            next.forEach(test -> tried.add(test.id()));
            round(next, tools.pace().timeouts(), _ -> true);
        }
    }

    /**
     * All at once what a catch-all took under its own names: it takes each such form, and one of them may be unwrapped all
     * the same. The others one by one.
     */
    private List<RelayTest> nextToHandOver(Turn last) {
        List<RelayTest> underOwnNames = tests.takenAsOwnNames(tried);
        if (!underOwnNames.isEmpty()) {
            underOwnNames.forEach(test -> ownNames.add(test.id()));
            return underOwnNames;
        }
        List<RelayTest> taken = isRoomForMore() ? tests.takenBeside(tried) : List.of();
        return taken.isEmpty()
                ? List.of()
                : turns().next(taken, last, lastRecipient()).stream().toList();
    }

    /** Read once, and only for a host that takes something. */
    private HandoverTurns turns() {
        HandoverTurns known = turns;
        if (known == null) {
            known = tools.turns(run, look);
            turns = known;
        }
        return known;
    }

    /** Waits for what the last round handed over, if the host took it. */
    private void awaitReturn() throws InterruptedException {
        Instant since = lastHandedOverAt;
        if (since != null && inRound.stream().anyMatch(tests::wasMessageTaken)) {
            Duration left = tools.pace().returnWait().minus(Duration.between(since, tools.now()));
            tools.pause(run.signal(), left);
        }
    }

    /** A test that met a rule against its sender is asked with a sender that meets none, if there is such a one. */
    private void askInstead() throws InterruptedException {
        List<RelayTest> instead = tests.standIns();
        if (instead.isEmpty() || run.isBack() || talks.reach() != Observed.Reach.CONNECTED) {
            return;
        }
        tests.want(instead);
        round(instead, tools.pace().timeouts());
        followUp(Turn.NEW);
    }

    /** What was put off is asked again with the same tokens: a greylist lets only the same triplet through. */
    private void askAgain() throws InterruptedException {
        for (Duration delay : tools.pace().deferredRetries()) {
            List<RelayTest> again = tests.toAskAgain();
            if (run.isBack() || again.isEmpty() || talks.reach() != Observed.Reach.CONNECTED) {
                return;
            }
            tools.pause(run.signal(), delay);
            if (run.isBack()) {
                return;
            }
            round(again, tools.pace().retryTimeouts());
            followUp(Turn.NEW);
            askInstead();
        }
    }

    private Optional<Form> lastRecipient() {
        return handedOver.isEmpty()
                ? Optional.empty()
                : Battery.find(handedOver.getLast()).map(RelayTest::recipient);
    }
}
