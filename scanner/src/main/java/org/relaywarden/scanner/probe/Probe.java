// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.time.InstantSource;
import java.util.List;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.targets.Targets;

/** Holds conversations with hosts. Thread-safe; one call is one connection and blocks until that has ended. */
public final class Probe {

    private final Targets targets;
    private final InstantSource clock;

    /** Dials whom these targets allow. */
    public Probe(Targets targets, InstantSource clock) {
        this.targets = targets;
        this.clock = clock;
    }

    /**
     * Asks these tests in one connection, one transaction each, until all are asked, the host has refused often enough,
     * a test wants another greeting, or the host breaks off. What remains is for another conversation; each one has at
     * least one test less.
     *
     * @param tests at least one
     */
    public Conversation converse(Call call, List<RelayTest> tests) {
        TranscriptWriter transcript = new TranscriptWriter(clock.instant());
        try (Wire wire = new Wire(transcript, call.timeouts().conversation())) {
            return new Interview(call, wire, transcript, clock, tests).held(targets);
        }
    }
}
