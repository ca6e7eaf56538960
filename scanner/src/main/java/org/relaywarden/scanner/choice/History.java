// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.choice;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.verdict.VerdictKind;

/**
 * What is known of a host from earlier runs of the same battery and vantage. Immutable.
 *
 * @param lastVerdict of the newest finding; empty for a host that was never tested so
 * @param refusedLate whether it took a recipient in the last run, and refused the message
 * @param wholeAt when the last run of the whole Tier 1 began, which goes by every path; empty where there was none
 * @param answeredAt when each test last got an answer
 */
public record History(
        Optional<VerdictKind> lastVerdict,
        boolean refusedLate,
        Optional<Instant> wholeAt,
        Map<TestId, Instant> answeredAt) {

    /** Of a host that was never tested. */
    public static final History NONE = new History(Optional.empty(), false, Optional.empty(), Map.of());

    public History {
        answeredAt = Map.copyOf(answeredAt);
    }
}
