// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.verdict.VerdictKind;
import org.relaywarden.testbed.simulated.behaviour.Behaviours;

/** A host that an operator knows to be a trap. */
@Timeout(60)
class MarkedSweepTest {

    @TempDir
    private Path folder;

    @Test
    void aTrapIsAHoneypotWhateverReturnsUntilTheMarkIsTakenAway() throws Exception {
        try (ScannerBench bench = ScannerBench.quick(folder, ScannerBench.inMemory())) {
            bench.customer("acme", "127.0.14.30", Behaviours.OPEN);
            InetAddress host = InetAddress.ofLiteral("127.0.14.30");
            bench.marks.mark(host, "ops", "a trap");

            Finding trap = bench.scan("acme");

            assertEquals(VerdictKind.HONEYPOT, trap.verdict());
            assertEquals("Marked as a trap by ops; the tests alone say OPEN.", trap.reason());
            assertEquals(List.of(Battery.OUTSIDER), trap.returned());
            assertEquals(1, bench.evidence(trap).returned().size(), "the evidence is kept");
            bench.marks.unmark(host, "ops");
            assertEquals(VerdictKind.OPEN, bench.scan("acme").verdict());
        }
    }
}
