// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.TestStore;
import org.relaywarden.enforcement.block.BlockDriver.Outcome;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.testbed.TurnableClock;

class StoredBlocksTest {

    private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.7");

    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T02:00:00Z"));
    private final Store store = TestStore.inMemory(
            Stream.concat(Casefile.entities().stream(), Blocks.entities().stream()).toList());
    private final ScriptedDriver driver = new ScriptedDriver();
    private final List<BlockRecord> heard = new ArrayList<>();
    private final Blocks blocks = Blocks.in(store, clock, driver, heard::add);
    private long number;

    /** Says what it is told to say, and keeps what it was asked. */
    private static final class ScriptedDriver implements BlockDriver {
        private Outcome says = new Outcome.Confirmed();
        private final List<Boolean> asked = new ArrayList<>();

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public boolean isDryRun() {
            return false;
        }

        @Override
        public Outcome apply(BlockRecord block) {
            asked.add(block.desiredOn());
            return says;
        }
    }

    @BeforeEach
    void openCase() {
        number = Casefile.in(store, clock, Journal.toLog())
                .open("ann", HOST, 25, new CaseEvent.RelayProven(1, List.of("S1")), "scanner")
                .number();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void ask() {
        blocks.ask(number, "ann", HOST, 25, Measure.NETWORK_BLOCK);
    }

    private BlockRecord only() {
        assertEquals(1, blocks.ofCase(number).size());
        return blocks.ofCase(number).getFirst();
    }

    @Test
    void actualFollowsDesiredAndThenRests() {
        ask();
        ask();
        assertEquals(BlockRecord.Actual.OFF, only().actual(), "asking touches nothing yet");
        assertEquals(1, blocks.reconcile().size());
        assertEquals(BlockRecord.Actual.ON, only().actual());
        assertTrue(blocks.isBlocked(HOST));
        assertEquals(List.of(), blocks.reconcile(), "settled: the driver is left alone");

        blocks.release(number);
        assertTrue(blocks.isBlocked(HOST), "wanting it gone does not make it gone");
        blocks.reconcile();
        assertFalse(blocks.isBlocked(HOST));
        assertEquals(List.of(), blocks.standing());
        assertEquals(List.of(true, false), driver.asked);
        assertEquals(2, heard.size());
    }

    @Test
    void anUnknownOutcomeIsNeitherSuccessNorFailure() {
        ask();
        driver.says = new Outcome.Unknown("no answer within 5 s");
        blocks.reconcile();
        assertEquals(BlockRecord.Actual.UNKNOWN, only().actual());
        assertFalse(only().isSettled());
        assertTrue(blocks.isBlocked(HOST), "it may be on: test from inside");

        blocks.reconcile();
        assertEquals(1, heard.size(), "the same fault again is no news");
        driver.says = new Outcome.Confirmed();
        blocks.reconcile();
        assertEquals(Optional.empty(), only().lastFault());
        assertTrue(only().isSettled());
        assertEquals(3, driver.asked.size());
    }

    @Test
    void aRefusalStaysWantedAndIsTriedAgain() {
        ask();
        driver.says = new Outcome.Refused("no table\r\nof that name");
        blocks.reconcile();
        assertEquals(Optional.of("no table\\x0d\\x0aof that name"), only().lastFault());
        assertTrue(only().desiredOn());
        assertFalse(only().isSettled());
        assertEquals(1, blocks.standing().size());
    }

    @Test
    void aDryRunBlocksNobody() {
        Blocks dry = Blocks.in(store, clock, new DryRunDriver(), heard::add);
        dry.ask(number, "ann", HOST, 25, Measure.NETWORK_BLOCK);
        dry.reconcile();
        assertTrue(only().isSettled());
        assertTrue(only().dryRun());
        assertFalse(dry.isBlocked(HOST), "the world still reaches the host");
        assertEquals(1, dry.standing().size());
    }

    @Test
    void theBrakeCountsCasesOfTheLastHour() {
        ask();
        blocks.ask(number, "ann", HOST, 25, Measure.SMARTHOST_BLOCK);
        assertEquals(1, blocks.casesAskedSince(clock.instant().minus(Duration.ofHours(1))), "a case, not its measures");
        clock.advance(Duration.ofMinutes(61));
        assertEquals(0, blocks.casesAskedSince(clock.instant().minus(Duration.ofHours(1))));
    }
}
