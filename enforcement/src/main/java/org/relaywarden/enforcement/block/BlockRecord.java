// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One measure of one case: what we want, and what is. Immutable.
 *
 * @param port of the host in the books
 * @param openPorts the ports by which the relay was proven; they are closed too
 * @param actual what the driver last saw
 * @param dryRun recorded only: nothing was touched
 * @param lastFault what the driver said when it last failed; empty when it did not
 */
public record BlockRecord(
        long id,
        long caseNumber,
        String login,
        InetAddress address,
        int port,
        Set<Integer> openPorts,
        Measure measure,
        boolean desiredOn,
        Actual actual,
        boolean dryRun,
        Instant changedAt,
        Optional<String> lastFault) {

    public BlockRecord {
        openPorts = Set.copyOf(openPorts);
    }

    /** What is. */
    public enum Actual {
        OFF,
        ON,
        /** Asked, and no answer yet, or a lost one. */
        UNKNOWN
    }

    /** Whether the world is as we want it. */
    public boolean isSettled() {
        return actual == (desiredOn ? Actual.ON : Actual.OFF);
    }
}
