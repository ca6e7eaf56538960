// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.relaywarden.bsmtp.tls.ClientCertificate;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.replies.TranscriptWriter;
import org.relaywarden.scanner.targets.Targets;

/** Holds conversations with hosts. Thread-safe; one call is one connection and blocks until that has ended. */
public final class Probe implements AutoCloseable {

    private final Targets targets;
    private final Optional<ClientCertificate> certificate;
    private final InstantSource clock;
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Dials whom these targets allow, and shows no certificate. */
    public Probe(Targets targets, InstantSource clock) {
        this(targets, Optional.empty(), clock);
    }

    /**
     * Dials whom these targets allow.
     *
     * @param certificate what is shown by a path that shows one; empty where no such path is called
     */
    public Probe(Targets targets, Optional<ClientCertificate> certificate, InstantSource clock) {
        this.targets = targets;
        this.certificate = certificate;
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
        try (Wire wire = new Wire(transcript, call.timeouts().conversation(), certificate)) {
            open.add(wire);
            if (closed) {
                wire.abort();
            }
            try {
                return new Interview(call, wire, transcript, clock, tests).held(targets);
            } finally {
                open.remove(wire);
            }
        }
    }

    /** Cuts off all conversations, and each one that begins from now on: they end as if the host had broken off. */
    @Override
    public void close() {
        closed = true;
        open.forEach(Wire::abort);
    }
}
