// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.proof;

import java.time.Instant;
import java.util.Optional;
import org.relaywarden.scanner.battery.TestId;

/** The runs, as the collector has to know them. Thread-safe. */
public interface ProbeBook {

    /** What the tokens of this run and path vouch for; empty for an unknown one. */
    Optional<Binding> bindingOf(long runId, int path);

    /**
     * When the run began to hand over the message of this test, after the host had accepted its recipient; empty when
     * it never did.
     */
    Optional<Instant> handedOverAt(long runId, int path, TestId test);

    /** Keeps a return; the same test of the same run a second time changes nothing. Committed when it returns. */
    void returned(ProbeReturn proof);

    /** Keeps that a probe was bounced; a second time changes nothing. Committed when it returns. */
    void bounced(long runId, int path, TestId test, Instant arrivedAt, String mailId);
}
