// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.TestStore;
import org.relaywarden.testbed.TurnableClock;

class StoredCasefileTest {

    private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.7");

    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T02:00:00Z"));
    private final Store store = database();
    private final Casefile cases = Casefile.in(store, clock, Journal.toLog());

    Store database() {
        return TestStore.inMemory(Casefile.entities());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private CaseRecord opened() {
        return cases.open("ann", HOST, 25, new CaseEvent.RelayProven(7, List.of("S1", "R3"), List.of(25)), "scanner");
    }

    @Test
    void aSecondProofOfAHostIsEvidenceInItsOpenCase() {
        CaseRecord first = opened();
        CaseRecord again = cases.open(
                "ann", HOST, 25, new CaseEvent.RelayProven(9, List.of("R3", "R5"), List.of(587, 25)), "scanner");

        assertEquals(first.number(), again.number());
        assertEquals(List.of("S1", "R3", "R5"), again.provenTests());
        assertEquals(List.of(25, 587), again.provenPorts());
        assertEquals(7, again.provenBy());
        assertEquals(2, cases.history(first.number()).size());
        assertNotEquals(
                first.number(),
                cases.open("ann", HOST, 587, new CaseEvent.RelayProven(10, List.of("S1"), List.of(587)), "scanner")
                        .number(),
                "another port is another case");
    }

    @Test
    void theDatabaseItselfAllowsOneOpenCaseOfAHost() throws Exception {
        var atOnce = new CountDownLatch(2);
        List<Future<CaseRecord>> both = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                both.add(threads.submit(() -> store.transaction(session -> {
                    boolean none = cases.openCaseOf(HOST, 25).isEmpty();
                    atOnce.countDown();
                    awaitOther(atOnce);
                    assertTrue(none, "neither may see the other's uncommitted case");
                    return opened();
                })));
            }
        }
        // The later of the two fails at the unique open_key, or comes after the commit and is answered the same case.
        List<Long> numbers = both.stream()
                .filter(opened -> opened.state() == Future.State.SUCCESS)
                .map(opened -> opened.resultNow().number())
                .distinct()
                .toList();
        assertEquals(1, numbers.size(), "two that open at once must not get two cases");
        assertEquals(1, cases.all().size());
    }

    private static void awaitOther(CountDownLatch atOnce) {
        try {
            atOnce.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void theHistoryCountsItsLinesAndSaysWhoDidWhatWhen() {
        long number = opened().number();
        cases.record(number, new CaseEvent.BlocksAsked(
                List.of("DIAL_UP_FILTER"), "the line is dial-up (E1)",
                Optional.of(clock.instant().plus(Duration.ofDays(5)))), "desk");
        clock.advance(Duration.ofMinutes(1));
        cases.record(number, new CaseEvent.BlockConfirmed("DIAL_UP_FILTER", true), "driver");

        List<HistoryLine> lines = cases.history(number);
        assertEquals(List.of(1L, 2L, 3L), lines.stream().map(HistoryLine::sequence).toList());
        assertEquals(List.of("scanner", "desk", "driver"), lines.stream().map(HistoryLine::actor).toList());
        assertEquals(clock.instant(), lines.get(2).at());
        assertEquals("Would block: dial-up filter. Dry run: only recorded, nothing was touched.", lines.get(2).text());
        assertEquals(
                Optional.of(Instant.parse("2026-03-06T02:00:00Z")),
                cases.byNumber(number).orElseThrow().deadlineAt());
    }

    @Test
    void aCaseEndsOnceItsLiftIsDoneAndTheNextProofOpensANewOne() {
        long number = opened().number();
        cases.record(number, new CaseEvent.Blocked(), "desk");
        cases.record(number, new CaseEvent.CustomerReplied("m1", "closed it"), "customer");
        assertEquals(Optional.of(clock.instant()), cases.byNumber(number).orElseThrow().repliedAt());
        cases.record(number, new CaseEvent.RetestPassed(8), "scanner");
        assertEquals(List.of(number), cases.allOpen().stream().map(CaseRecord::number).toList());
        CaseRecord ended = cases.record(number, new CaseEvent.Lifted(), "desk");
        assertEquals(List.of(), cases.allOpen(), "the desk has nothing to do with it any more");

        assertEquals(CaseState.CLOSED_FIXED, ended.state());
        assertEquals(Optional.of(clock.instant()), ended.endedAt());
        assertTrue(cases.openCaseOf(HOST, 25).isEmpty());
        assertNotEquals(number, opened().number());
        assertEquals(List.of(2L, 1L), cases.all().stream().map(CaseRecord::number).toList(), "open ones first");
    }

    @Test
    void anEventThatMakesNoSenseLeavesNoTrace() {
        long number = opened().number();
        var thrown = assertThrows(
                IllegalStateException.class, () -> cases.record(number, new CaseEvent.Lifted(), "desk"));
        assertTrue(thrown.getMessage().contains("only a passed retest lifts"), thrown.getMessage());
        assertEquals(1, cases.history(number).size());
        assertEquals(CaseState.CONFIRMED, cases.byNumber(number).orElseThrow().state());
    }

    @Test
    void aNightShowsTheCasesThatItTouched() {
        long number = opened().number();
        Instant night = clock.instant();
        assertEquals(1, cases.touched(night, night.plusSeconds(1)).size());
        assertEquals(0, cases.touched(night.plusSeconds(1), night.plusSeconds(9)).size());
        assertEquals(0, cases.touched(night.minusSeconds(9), night).size(), "the end is not part of the time");
        assertEquals(number, cases.touched(night, night.plusSeconds(1)).getFirst().number());
    }

    @Test
    void aStrangersWordsAreVisibleAndCapped() {
        long number = opened().number();
        cases.record(number, new CaseEvent.Blocked(), "desk");
        cases.record(number, new CaseEvent.CustomerReplied("m1", "fixed\r\nLifted\u001b[2J \u202e" + "x".repeat(5_000)),
                "customer");
        String text = cases.history(number).getLast().text();
        assertTrue(text.length() <= 2_000, "length " + text.length());
        assertFalse(text.chars().anyMatch(c -> c < 0x20 || c == 0x202e), text);
        assertTrue(text.contains("\\x0d\\x0aLifted\\x1b"), text);
    }
}
