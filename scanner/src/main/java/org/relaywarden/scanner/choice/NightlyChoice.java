// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.choice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.Hello;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Depth;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.verdict.VerdictKind;

/**
 * Chooses the tests of a run (decision 14). A light night has room for as many tests as the host may refuse in one
 * connection: the plain relay attempt, and those of Tier 1 whose last answer is the oldest, so that each has one within
 * seven nights; where all of them will make that in time, tests of tier 2 by turns.
 */
public final class NightlyChoice {

    /** Within this time each test of Tier 1 is asked again. */
    private static final Duration CYCLE = Duration.ofDays(7);

    private static final Duration NIGHT = Duration.ofDays(1);

    /** Within this time a sound host is asked all of Tier 1 by every path. */
    private static final Duration WHOLE_CYCLE = Duration.ofDays(28);

    private final int refusalsMax;

    /** A choice for hosts that may refuse so often in one connection. */
    public NightlyChoice(int refusalsMax) {
        this.refusalsMax = refusalsMax;
    }

    /**
     * What a host is asked.
     *
     * @param isSuspect whether there is a lead against the host, or an open case: then it is asked all each time
     */
    public Chosen of(ScanRequest request, History history, boolean isSuspect, Instant now) {
        if (request.depth() != Depth.LIGHT) {
            return whole(request.depth(), request.also());
        }
        if (isSuspect || tookInVain(history)) {
            return whole(Depth.FULL, request.also());
        }
        // Unknown, or not sound the last time: a part of the battery would settle nothing.
        boolean sound = history.lastVerdict().equals(Optional.of(VerdictKind.CLOSED));
        if (!sound || isLate(history, now) || isWholeDue(history, now)) {
            return whole(Depth.TIER_1, request.also());
        }
        return light(history, now);
    }

    /** Whether it relays another form than those that it was handed shows only once each form was asked and handed over. */
    private static boolean tookInVain(History history) {
        return history.lastVerdict()
                .filter(last -> last == VerdictKind.SUSPECT
                        || last == VerdictKind.BACKSCATTER
                        || (last == VerdictKind.INCONCLUSIVE && history.refusedLate()))
                .isPresent();
    }

    private static Chosen whole(Depth depth, List<TestId> also) {
        List<RelayTest> tests = Battery.upTo(depth.tier());
        Stream<RelayTest> more = also.stream()
                .flatMap(id -> Battery.find(id).stream())
                .filter(test -> !tests.contains(test));
        return new Chosen(depth, Stream.concat(tests.stream(), more).distinct().toList(), also);
    }

    /** Light nights keep to the port of the books: the other paths have their turn in a whole run. */
    private static boolean isWholeDue(History history, Instant now) {
        return history.wholeAt().filter(last -> last.plus(WHOLE_CYCLE).isAfter(now)).isEmpty();
    }

    /** A test of Tier 1 has missed its time: nights were left out. */
    private static boolean isLate(History history, Instant now) {
        return Battery.tier1().stream()
                .filter(test -> !test.maySkip())
                .anyMatch(test -> isOverdue(test, history, now));
    }

    private Chosen light(History history, Instant now) {
        List<RelayTest> first = byAge(Battery.tier1().stream().filter(NightlyChoice::isInTurn), history);
        List<RelayTest> second = byAge(Battery.upTo(2).stream().filter(test -> test.tier() == 2), history);
        List<RelayTest> queue = new ArrayList<>(isPressing(first, history, now) ? first : second);
        queue.addAll(first);
        queue.addAll(second);
        Hello hello = queue.getFirst().hello();
        List<RelayTest> tests = new ArrayList<>();
        tests.add(Battery.find(Battery.POSTMASTER).orElseThrow().greeting(hello));
        Battery.find(Battery.OUTSIDER).filter(plain -> plain.hello().equals(hello)).ifPresent(tests::add);
        queue.stream().distinct().filter(test -> test.hello().equals(hello)).limit(places(hello)).forEach(tests::add);
        return new Chosen(Depth.LIGHT, tests, List.of());
    }

    /** How many tests in turn find room in a night: the plain attempt, which greets by EHLO, goes before them. */
    private int places(Hello hello) {
        boolean plainGoesBefore = Battery.find(Battery.OUTSIDER)
                .filter(plain -> plain.hello().equals(hello))
                .isPresent();
        return Math.max(1, plainGoesBefore ? refusalsMax - 1 : refusalsMax);
    }

    /** The control and the plain attempt are asked every night. */
    private static boolean isInTurn(RelayTest test) {
        return !test.id().equals(Battery.POSTMASTER) && !test.id().equals(Battery.OUTSIDER);
    }

    private static List<RelayTest> byAge(Stream<RelayTest> tests, History history) {
        return tests.sorted(Comparator.comparing(test -> answered(history, test))).toList();
    }

    /** Whether one of them would miss its time if tonight went to others: plays the nights from tomorrow on through. */
    private boolean isPressing(List<RelayTest> byAge, History history, Instant now) {
        List<RelayTest> left = new ArrayList<>(byAge);
        for (Instant night = now.plus(NIGHT); !left.isEmpty(); night = night.plus(NIGHT)) {
            Hello hello = left.getFirst().hello();
            List<RelayTest> asked = left.stream()
                    .filter(test -> test.hello().equals(hello))
                    .limit(places(hello))
                    .toList();
            if (isOverdue(asked.getFirst(), history, night)) {
                return true;
            }
            left.removeAll(asked);
        }
        return false;
    }

    /** Nights don't begin at the same second. */
    private static boolean isOverdue(RelayTest test, History history, Instant night) {
        return answered(history, test).plus(CYCLE).plus(NIGHT.dividedBy(2)).isBefore(night);
    }

    private static Instant answered(History history, RelayTest test) {
        return history.answeredAt().getOrDefault(test.id(), Instant.EPOCH);
    }
}
