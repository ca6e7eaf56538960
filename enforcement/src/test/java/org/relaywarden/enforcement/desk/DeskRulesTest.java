// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.enforcement.ScriptedDriver;
import org.relaywarden.enforcement.block.BlockDriver;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.Measure;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.desk.ScriptedSweep.Outcome;
import org.relaywarden.enforcement.policy.AddressRange;
import org.relaywarden.enforcement.policy.PolicySettings;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.verdict.VerdictKind;

/** Lines, brakes, drivers that fail, and proofs that come late. */
class DeskRulesTest extends DeskOfItsOwn {

    private static final InetAddress SMARTHOST = InetAddress.ofLiteral("198.51.100.25");

    private void openRelayIsFound() {
        bench.sweep.night("ann", Outcome.open("S1 R1"));
        bench.turn();
        bench.later(Duration.ofHours(1));
    }

    private ScriptedDriver realDriver() {
        var driver = new ScriptedDriver();
        bench.set(setup -> setup.withDriver(driver));
        return driver;
    }

    private void policy(PolicySettings policy) {
        bench.set(setup -> setup.withPolicy(policy));
    }

    @Test
    void brakesHandTheCaseToAPerson() {
        for (var brakes : List.of(
                new PolicySettings.Brakes(true, 20, 0.02, 10, List.of()),
                new PolicySettings.Brakes(false, 20, 0.02, 10, List.of(AddressRange.parse("192.0.2.0/28"))),
                new PolicySettings.Brakes(false, 20, 0.02, 0, List.of()))) {
            policy(new PolicySettings(Duration.ofDays(5), List.of(), brakes));
            bench.sweep.host = InetAddress.ofLiteral("192.0.2." + (bench.desk.cases().all().size() + 1));
            openRelayIsFound();
            var held = bench.desk.cases().all().getLast();
            assertEquals(CaseState.REVIEW, held.state(), "decision 19");
            assertEquals(List.of(), bench.desk.blocks().ofCase(held.number()));
            assertEquals(List.of(), bench.mails());
        }
    }

    @Test
    void theHourlyCeilingHoldsTheNextCase() {
        policy(new PolicySettings(
                Duration.ofDays(5), List.of(), new PolicySettings.Brakes(false, 2, 0.02, 10, List.of())));
        for (int i = 1; i <= 3; i++) {
            bench.sweep.host = InetAddress.ofLiteral("192.0.2." + i);
            bench.sweep.night("ann", Outcome.open("S1"));
        }
        bench.turn();
        assertEquals(
                List.of(CaseState.BLOCKED, CaseState.BLOCKED, CaseState.REVIEW),
                bench.desk.cases().all().stream().map(each -> each.state()).toList());
    }

    @Test
    void adslGetsTheNetworkBlockAndADeadline() {
        bench.customers.add("ann", Line.ADSL, true);
        var found = bench.clock.instant();
        openRelayIsFound();
        assertEquals(List.of(Measure.NETWORK_BLOCK), bench.blocks().stream().map(BlockRecord::measure).toList());
        assertEquals(Optional.of(found.plus(Duration.ofDays(5))), bench.only().deadlineAt(), "E5");
    }

    @Test
    void theHistorySaysThroughWhomAProbeCame() {
        bench.customers.add("ann", Line.ADSL, true);
        policy(new PolicySettings(Duration.ofDays(5), List.of(SMARTHOST), PolicySettings.Brakes.defaults()));
        openRelayIsFound();
        assertFalse(bench.events().contains("PassedOn"), "the host itself");
        bench.sweep.handedInBy = Optional.of(SMARTHOST);
        openRelayIsFound();
        assertTrue(
                bench.history().stream().anyMatch(line -> line.contains("came back through our own smarthost")),
                () -> bench.history().toString());
    }

    @Test
    void aProbeThroughOurSmarthostClosesThatToo() {
        bench.customers.add("ann", Line.ADSL, true);
        policy(new PolicySettings(Duration.ofDays(5), List.of(SMARTHOST), PolicySettings.Brakes.defaults()));
        bench.sweep.handedInBy = Optional.of(SMARTHOST);
        openRelayIsFound();
        assertEquals(
                List.of(Measure.NETWORK_BLOCK, Measure.SMARTHOST_BLOCK),
                bench.blocks().stream().map(BlockRecord::measure).toList(),
                "E4, measure 2");
    }

    @Test
    void aNetworkBlockThatFailsClosesTheSmarthostAndIsTriedAgain() {
        bench.customers.add("ann", Line.ADSL, true);
        var driver = realDriver();
        driver.says = new BlockDriver.Outcome.Refused("the router refused the login; mend 'block.nftables'");
        openRelayIsFound();
        assertEquals(CaseState.CONFIRMED, bench.state(), "not blocked before it is");
        assertEquals(2, bench.blocks().size(), "E4: measure 1 is not confirmed");
        int failures = (int) bench.events().stream().filter("BlockFailed"::equals).count();
        assertEquals(2, failures, "each measure once, however often it is tried");

        driver.says = new BlockDriver.Outcome.Confirmed();
        bench.turn();
        assertEquals(CaseState.BLOCKED, bench.state());
        assertTrue(bench.blocks().stream().allMatch(BlockRecord::isSettled));
    }

    @Test
    void aRealBlockIsRetestedFromInsideAndLiftedBeforeTheCustomerIsTold() {
        var driver = realDriver();
        openRelayIsFound();
        bench.sweep.nextScanFinds(Outcome.closed());
        driver.says = new BlockDriver.Outcome.Unknown("no answer within 5 s");
        bench.customerWrites("mended").turn();
        assertEquals(Vantage.INSIDE, bench.sweep.asked.getFirst().vantage(), "S6");
        assertEquals(CaseState.LIFTING, bench.state());
        assertEquals(1, bench.mails().size(), "nobody is told that a block is gone while it may be on");

        driver.says = new BlockDriver.Outcome.Confirmed();
        bench.later(Duration.ofMinutes(1)).turn();
        assertEquals(CaseState.CLOSED_FIXED, bench.state());
        assertEquals(2, bench.mails().size());
    }

    @Test
    void aBlockedHostThatNightsSeeClosedFromInsideIsAskedForAReplyAndLifted() throws Exception {
        realDriver();
        openRelayIsFound();
        bench.later(Duration.ofDays(1));
        bench.sweep.night("ann", Vantage.INSIDE, Outcome.closed());
        bench.turn();
        assertEquals(CaseState.BLOCKED, bench.state(), "its queue may be full of spam (E8)");
        assertTrue(bench.lastMail().getSubject().contains("please reply"), bench.lastMail().getSubject());

        bench.sweep.nextScanFinds(Outcome.closed());
        bench.customerWrites("mended").turn();
        assertEquals(CaseState.CLOSED_FIXED, bench.state());

        // After the lift it is looked at from outside: shielded by its own firewall is CLOSED, and opens nothing.
        bench.later(Duration.ofDays(1));
        bench.sweep.night("ann", Vantage.OUTSIDE, Outcome.closed());
        assertEquals(CaseState.CLOSED_FIXED, bench.turn().state());
        assertEquals(3, bench.mails().size());
    }

    @Test
    void aProofWhileLiftingTurnsItRound() throws Exception {
        var driver = realDriver();
        openRelayIsFound();
        bench.sweep.nextScanFinds(Outcome.closed());
        driver.says = new BlockDriver.Outcome.Unknown("no answer within 5 s");
        bench.customerWrites("mended").turn();
        bench.sweep.late(bench.sweep.findings().bySequence(2).orElseThrow(), Outcome.open("R1"));
        driver.says = new BlockDriver.Outcome.Confirmed();
        bench.turn();

        assertEquals(CaseState.BLOCKED, bench.state());
        assertTrue(bench.blocks().getFirst().desiredOn() && bench.blocks().getFirst().isSettled());
        assertEquals(2, bench.mails().size());
        assertTrue(bench.lastMail().getSubject().contains("still an open relay"), "not: passed the test");
    }

    @Test
    void aMeasureWithoutADriverIsNeitherAskedForNorClaimed() throws Exception {
        bench.customers.add("ann", Line.ADSL, true);
        var driver = realDriver();
        driver.carriesOut = EnumSet.of(Measure.NETWORK_BLOCK, Measure.DIAL_UP_FILTER);
        driver.says = new BlockDriver.Outcome.Refused("the router is down");
        openRelayIsFound();
        bench.later(Duration.ofHours(1)).turn();
        assertEquals(List.of(Measure.NETWORK_BLOCK), bench.blocks().stream().map(BlockRecord::measure).toList());
        assertEquals(
                List.of("NotCarriedOut: Called for, but not asked for: smarthost block, for the driver scripted has no"
                        + " means for it."),
                bench.history().stream().filter(line -> line.startsWith("NotCarriedOut")).toList());
        assertFalse(((String) bench.lastMail().getContent()).contains("smarthost) any"), "E4, measure 2");
    }

    @Test
    void whereOnlyTheSmarthostIsLeftAPersonDecides() {
        bench.customers.add("ann", Line.ELSEWHERE, true);
        realDriver().carriesOut = EnumSet.of(Measure.NETWORK_BLOCK, Measure.DIAL_UP_FILTER);
        openRelayIsFound();
        assertEquals(CaseState.REVIEW, bench.state(), "E10");
        assertEquals(List.of(), bench.blocks());
        assertTrue(
                bench.history().getLast().contains("but the driver scripted has no means for it"),
                bench.history()::toString);
    }

    @Test
    void repairsStandInTheHistoryAndARealBlockIsToldToWhoKnewOnlyOfATrial() throws Exception {
        openRelayIsFound();
        assertTrue(((String) bench.lastMail().getContent()).contains("Nothing is blocked yet"));
        var driver = realDriver();
        bench.desk.putRight();
        bench.turn();
        assertEquals(2, bench.mails().size());
        assertFalse(((String) bench.lastMail().getContent()).contains("Nothing is blocked yet"), "E1");
        assertTrue(
                bench.history().contains("BlockConfirmed: Blocked: dial-up filter is on."), bench.history()::toString);

        driver.repairs = List.of(
                new BlockDriver.Repair(OptionalLong.of(bench.only().number()), "the device had lost the block"),
                new BlockDriver.Repair(OptionalLong.of(4711), "a mark of another life"));
        bench.desk.putRight();
        assertEquals("BlockRepaired: Put right: the device had lost the block.", bench.history().getLast());
    }

    @Test
    void aCustomerOfAnotherProviderIsWarnedAndNotBlocked() throws Exception {
        bench.customers.add("ann", Line.ELSEWHERE, false);
        openRelayIsFound();
        assertEquals(CaseState.BLOCKED, bench.state(), "all of no measures stand");
        assertEquals(List.of(), bench.blocks());
        assertTrue(((String) bench.lastMail().getContent()).contains("your line belongs to another provider"), "E10");
        bench.sweep.nextScanFinds(Outcome.closed());
        assertEquals(CaseState.CLOSED_FIXED, bench.customerWrites("mended").turn().state());
    }

    @Test
    void aConfirmationAfterTheLiftStandsInTheEndedCase() {
        openRelayIsFound();
        bench.sweep.nextScanFinds(Outcome.closed());
        bench.customerWrites("mended").turn();
        bench.sweep.late(bench.sweep.findings().bySequence(2).orElseThrow(), Outcome.of(VerdictKind.CLOSED));
        bench.turn();
        assertEquals("TestedAgain", bench.events().getLast());
        assertEquals(CaseState.CLOSED_FIXED, bench.state());
    }
}
