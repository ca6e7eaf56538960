// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A case as it stands. Immutable.
 *
 * @param number what people call it by; never used twice
 * @param address the host
 * @param port of the host in the books
 * @param provenBy the finding that opened it
 * @param provenTests the ids of the tests that returned, of all runs of this case: a lift needs them refused; none where
 *     the host only trusts a relay
 * @param provenPorts by which probes that returned were handed over, in all runs of this case; ascending
 * @param repliedAt when the last reply that asks for a test came in; a lift needs a run begun after it
 * @param deadlineAt by when something must have been done (E5); empty where the line has none, and when it has ended
 */
public record CaseRecord(
        long number,
        String login,
        InetAddress address,
        int port,
        CaseState state,
        Instant openedAt,
        Optional<Instant> endedAt,
        long provenBy,
        List<String> provenTests,
        List<Integer> provenPorts,
        Optional<Instant> repliedAt,
        Optional<Instant> deadlineAt) {

    public CaseRecord {
        provenTests = List.copyOf(provenTests);
        provenPorts = List.copyOf(provenPorts);
    }

    /** Whether the host itself was proven to be a relay; else it only passed on what a relay handed to it. */
    public boolean isProven() {
        return !provenTests.isEmpty();
    }
}
