// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.relaywarden.scanner.pace.Gate;
import org.relaywarden.scanner.pace.Pace;
import org.relaywarden.scanner.probe.Probe;
import org.relaywarden.scanner.runs.Judgements;
import org.relaywarden.scanner.runs.Runs;
import org.relaywarden.scanner.runs.ScanBook;

/** What all runs of a sweep share. */
record SweepTools(
        SweepParts parts,
        Runs runs,
        Gate gate,
        Probe probe,
        ScanJournal journal,
        AtomicBoolean stopping) {

    ScanBook book() {
        return runs.book();
    }

    Judgements judgements() {
        return runs.judgements();
    }

    Pace pace() {
        return parts.settings().pace();
    }

    Instant now() {
        return parts.clock().instant();
    }

    /** Waits, unless the signal is down. */
    void pause(CountDownLatch signal, Duration atMost) throws InterruptedException {
        stopIfAsked();
        if (atMost.isPositive() && signal.getCount() > 0) {
            parts.waiting().until(signal, atMost);
        }
        stopIfAsked();
    }

    /** Ends a run the way an interrupt would. A real one is never sent: it would close the embedded database's file. */
    void stopIfAsked() throws InterruptedException {
        if (stopping.get()) {
            throw new InterruptedException("the sweep is closed");
        }
    }
}
