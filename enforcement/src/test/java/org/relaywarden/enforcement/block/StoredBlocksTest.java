// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.ScriptedDriver;
import org.relaywarden.enforcement.TestStore;
import org.relaywarden.enforcement.block.BlockDriver.Outcome;
import org.relaywarden.enforcement.casefile.CaseEvent;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.testbed.TurnableClock;

class StoredBlocksTest {

    private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.7");

    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T02:00:00Z"));
    private final Store store = database();
    private final ScriptedDriver driver = new ScriptedDriver();
    private final List<String> heard = new ArrayList<>();
    private final Journal journal = Journal.toLog();
    private final Blocks blocks = with(driver);
    private long number;

    Store database() {
        return TestStore.inMemory(entities());
    }

    static List<Class<?>> entities() {
        return Stream.concat(Casefile.entities().stream(), Blocks.entities().stream()).toList();
    }

    @BeforeEach
    void openCase() {
        number = Casefile.in(store, clock, Journal.toLog())
                .open("ann", HOST, 25, new CaseEvent.RelayProven(1, List.of("S1"), List.of(25)), "scanner")
                .number();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Blocks with(BlockDriver any) {
        return Blocks.in(store, clock, journal, any, new Blocks.Listener() {
            @Override
            public void changed(BlockRecord before, BlockRecord now) {
                heard.add(before.actual() + ">" + now.actual() + (now.dryRun() ? " recorded" : "")
                        + now.lastFault().map(" "::concat).orElse(""));
            }

            @Override
            public void repaired(long caseNumber, String what) {
                heard.add("case " + caseNumber + ": " + what);
            }
        });
    }

    private void later(Duration step) {
        clock.advance(step);
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
        assertTrue(blocks.isBlocked("ann", HOST));
        assertEquals(List.of(), blocks.reconcile(), "settled: the driver is left alone");

        blocks.release(number);
        assertTrue(blocks.isBlocked("ann", HOST), "wanting it gone does not make it gone");
        blocks.reconcile();
        assertFalse(blocks.isBlocked("ann", HOST));
        assertEquals(List.of(), blocks.standing());
        assertEquals(
                List.of(true, false),
                driver.batches.stream().map(batch -> batch.getFirst().desiredOn()).toList());
        assertEquals(List.of("OFF>ON", "ON>OFF"), heard);
    }

    @Test
    void anUnknownOutcomeIsNeitherSuccessNorFailure() {
        ask();
        driver.says = new Outcome.Unknown("no answer within 5 s");
        blocks.reconcile();
        assertEquals(BlockRecord.Actual.UNKNOWN, only().actual());
        assertFalse(only().isSettled());
        assertTrue(blocks.isBlocked("ann", HOST), "it may be on: test from inside");

        later(Duration.ofMinutes(1));
        blocks.reconcile();
        assertEquals(1, heard.size(), "the same fault again is no news");
        driver.says = new Outcome.Confirmed();
        later(Duration.ofMinutes(2));
        blocks.reconcile();
        assertEquals(Optional.empty(), only().lastFault());
        assertTrue(only().isSettled());
        assertEquals(3, driver.batches.size());
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
        Blocks dry = with(new DryRunDriver());
        dry.ask(number, "ann", HOST, 25, Measure.NETWORK_BLOCK);
        dry.reconcile();
        assertTrue(only().isSettled());
        assertTrue(only().dryRun());
        assertFalse(dry.isBlocked("ann", HOST), "the world still reaches the host");
        assertEquals(1, dry.standing().size());
    }

    @Test
    void manyBlocksAreOneBatch() {
        ask();
        blocks.ask(number, "ann", HOST, 25, Measure.SMARTHOST_BLOCK);
        blocks.reconcile();
        assertEquals(List.of(2), driver.batches.stream().map(List::size).toList());
    }

    @Test
    void aBlockThatFailsIsTriedAgainAfterAWhileThatGrows() {
        ask();
        driver.says = new Outcome.Refused("the router is down");
        blocks.reconcile();
        int tries = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            later(Duration.ofMinutes(1));
            int before = driver.batches.size();
            blocks.reconcile();
            tries += driver.batches.size() - before;
        }
        assertTrue(tries > 48 && tries < 60, "half-hourly in the end: " + tries + " tries in a day");
        assertEquals(List.of("OFF>OFF the router is down"), heard, "one line, not one for each try");
        assertEquals(1 + tries, journal.counted(BlockJournal.Count.FAILED));

        blocks.release(number);
        driver.says = new Outcome.Confirmed();
        blocks.reconcile();
        assertTrue(only().isSettled(), "a new wish does not wait");
    }

    @Test
    void aRepairIsToldToItsCaseAndCounted() {
        ask();
        blocks.reconcile();
        heard.clear();
        driver.repairs = List.of(
                new BlockDriver.Repair(OptionalLong.of(number), "the device had lost the block"),
                new BlockDriver.Repair(OptionalLong.empty(), "the table was gone"));
        Blocks.PutRight done = blocks.putRight();
        assertTrue(done.isAsWanted());
        assertEquals(2, done.repairs().size());
        assertEquals(List.of("case " + number + ": the device had lost the block"), heard);
        assertEquals(2, journal.counted(BlockJournal.Count.REPAIRED));
    }

    @Test
    void aDeviceThatCantBeLookedAtLeavesStandingBlocksAsTheyAre() {
        ask();
        blocks.reconcile();
        heard.clear();
        driver.says = new Outcome.Refused("the router is down");
        Blocks.PutRight done = blocks.putRight();
        assertFalse(done.isAsWanted());
        assertEquals(Optional.of("the router is down"), done.fault());
        assertEquals(List.of(), heard, "one fact of the device, not one of each block");
        assertEquals(BlockRecord.Actual.ON, only().actual());
        assertEquals(Optional.of("the router is down"), only().lastFault());

        driver.says = new Outcome.Refused("no permission", Optional.of(BlockRecord.Actual.OFF));
        assertEquals(1, blocks.putRight().failing().size());
        assertEquals(List.of("ON>OFF no permission"), heard, "seen to be off is another matter");
    }

    @Test
    void whatWasRecordedBecomesRealWithARealDriver() {
        Blocks dry = with(new DryRunDriver());
        dry.ask(number, "ann", HOST, 25, Measure.NETWORK_BLOCK);
        dry.reconcile();
        heard.clear();
        blocks.putRight();
        assertFalse(only().dryRun());
        assertTrue(blocks.isBlocked("ann", HOST));
        assertEquals(List.of("ON>ON"), heard);
        blocks.putRight();
        assertEquals(1, heard.size(), "once");
    }

    @Test
    void whatWasRecordedAndIsReleasedWasNeverOn() {
        Blocks dry = with(new DryRunDriver());
        dry.ask(number, "ann", HOST, 25, Measure.NETWORK_BLOCK);
        dry.reconcile();
        blocks.release(number);
        heard.clear();
        blocks.reconcile();
        assertEquals(List.of("ON>OFF recorded"), heard);
    }

    @ParameterizedTest(name = "{0} elements left: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        3  | ON  | the network still holds it, so nobody may be told that it is gone
        -1 | ON  | the device can't be looked at: it may be on
        0  | OFF | somebody took the table out, as the words said
        """)
    void aDryRunNeverSaysThatARealBlockIsGone(int elements, BlockRecord.Actual expected, String why) {
        ask();
        blocks.reconcile();
        Blocks dry = with(new DryRunDriver(() -> elements < 0
                ? new DryRunDriver.Remains.Look.Hidden("nft is not here.")
                : new DryRunDriver.Remains.Look.Held(elements, "nft delete table inet relaywarden.")));
        assertEquals(elements == 0, dry.putRight().isAsWanted(), why);
        assertEquals(elements == 0, only().dryRun(), "what was taken out by hand is only recorded from now on");
        dry.release(number);
        dry.reconcile();
        assertEquals(expected, only().actual(), why);
        assertEquals(elements == 0, only().lastFault().isEmpty(), why);
    }

    @Test
    void aMeasureThatNoDriverCarriesOutIsNotClaimed() {
        driver.carriesOut = EnumSet.of(Measure.NETWORK_BLOCK);
        blocks.ask(number, "ann", HOST, 25, Measure.SMARTHOST_BLOCK);
        blocks.reconcile();
        assertEquals(List.of(), driver.batches);
        assertEquals(List.of("OFF>OFF the driver scripted has no means for this measure"), heard);
        assertFalse(blocks.putRight().isAsWanted());

        Blocks dry = with(new DryRunDriver());
        dry.putRight();
        heard.clear();
        assertTrue(blocks.putRight().isAsWanted(), "recorded it may stay");
        assertTrue(only().dryRun());
        blocks.release(number);
        blocks.reconcile();
        assertEquals(List.of("ON>OFF recorded"), heard);
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
