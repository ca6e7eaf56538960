// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.enforcement.ScriptedDriver;
import org.relaywarden.enforcement.block.BlockDriver;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.desk.ScriptedSweep.Outcome;

/** Every port that was proved open is closed (decision 16, section 3.5), whenever it was proved. */
class DeskPortsTest extends DeskOfItsOwn {

    private final ScriptedDriver driver = new ScriptedDriver();

    @BeforeEach
    void knowAnn() {
        bench.customers.add("ann", Line.ADSL, false);
        bench.set(setup -> setup.withDriver(driver));
    }

    private void isProvenAt(int port) {
        bench.sweep.port = port;
        bench.sweep.night("ann", Outcome.open("S1"));
        bench.turn();
        bench.later(Duration.ofHours(1));
    }

    private BlockRecord block() {
        assertEquals(1, bench.blocks().size());
        return bench.blocks().getFirst();
    }

    @Test
    void thePortThatWasProvedOpenIsClosedAndNamedToTheCustomer() throws Exception {
        isProvenAt(587);
        assertEquals(Set.of(587), block().openPorts());
        assertEquals(25, block().port(), "the case is the host's");
        assertEquals(List.of(587), bench.only().provenPorts());
        assertTrue(bench.history().getFirst().contains("at port 587"), bench.history()::toString);
        String warning = ((String) bench.lastMail().getContent()).replaceAll("\\s+", " ");
        assertTrue(warning.contains("port 587") && !warning.contains("port 25 "), warning);
    }

    @Test
    void anotherPortWidensTheBlockOnTheDeviceAndLeavesTheCaseWhereItWas() {
        isProvenAt(25);
        assertEquals(1, driver.batches.size());
        isProvenAt(587);
        assertEquals(Set.of(25, 587), block().openPorts());
        assertEquals(2, driver.batches.size(), "the device was told");
        assertEquals(Set.of(25, 587), driver.batches.getLast().getFirst().openPorts());
        assertTrue(block().isSettled());
        assertEquals(CaseState.BLOCKED, bench.state());
        isProvenAt(587);
        assertEquals(2, driver.batches.size(), "nothing new, nothing told");
    }

    @Test
    void aWiderBlockThatTheDeviceRefusesDoesNotPassForOneThatStands() {
        isProvenAt(25);
        driver.says = new BlockDriver.Outcome.Refused("the router is down");
        isProvenAt(587);
        assertFalse(block().isSettled());
        driver.says = new BlockDriver.Outcome.Confirmed();
        bench.turn();
        assertTrue(block().isSettled());
    }

    @Test
    void theLiftOpensAllOfThem() {
        isProvenAt(25);
        isProvenAt(465);
        bench.sweep.nextScanFinds(Outcome.closed());
        bench.customerWrites("mended").turn();
        assertEquals(CaseState.CLOSED_FIXED, bench.state());
        BlockRecord released = driver.batches.getLast().getFirst();
        assertFalse(released.desiredOn());
        assertEquals(Set.of(25, 465), released.openPorts());
    }
}
