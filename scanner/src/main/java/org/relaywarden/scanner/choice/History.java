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
 * @param answeredAt when each test last got an answer
 */
public record History(Optional<VerdictKind> lastVerdict, Map<TestId, Instant> answeredAt) {

    /** Of a host that was never tested. */
    public static final History NONE = new History(Optional.empty(), Map.of());

    public History {
        answeredAt = Map.copyOf(answeredAt);
    }
}
