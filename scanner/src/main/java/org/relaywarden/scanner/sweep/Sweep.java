// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.Findings;
import org.relaywarden.scanner.findings.NightlyScan;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.marks.Marks;
import org.relaywarden.scanner.runs.Runs;

/** Runs scans. Thread-safe; a host is never in two conversations at once (one connection at a time). */
public interface Sweep extends AutoCloseable {

    /** Hears how a scan goes on; called from several threads, one at a time. */
    interface Progress {
        /** The hosts are picked. */
        void begun(int hosts);

        /** One host is judged. */
        void judged(Finding finding, int done, int hosts);
    }

    /** A sweep of these parts; {@link #start()} it before the first scan. */
    static Sweep over(SweepParts parts) {
        return new PacedSweep(parts);
    }

    /** The entity classes, for {@link org.relaywarden.bsmtp.store.StoreModule} {@code scanner}. */
    static List<Class<?>> entities() {
        return Stream.concat(Runs.entities().stream(), Marks.entities().stream()).toList();
    }

    /**
     * Closes what an earlier process left unjudged (as INCONCLUSIVE; the next scan runs it again), then reads the
     * collector's mail. Once.
     */
    void start();

    /**
     * Tests, waits for what comes back, judges and keeps the findings; returns when all hosts are judged. A late return
     * is judged later, by itself.
     *
     * @return one finding a host, by login and address; empty where nobody may be tested. A host is missing when the
     *     sweep was closed before it was judged
     */
    List<Finding> scan(ScanRequest request, Progress progress);

    /** The last nightly scan, if it began at this time or later. */
    Optional<NightlyScan> lastNight(Instant since);

    /**
     * Goes on with a scan: its hosts that were not judged, or whose run was cut off before anything proved them open, are
     * tested from the beginning. A host that has cost three runs is let be.
     *
     * @return as {@link #scan}, of these hosts alone
     * @throws IllegalStateException when the scan is under way
     */
    List<Finding> goOn(NightlyScan scan, Progress progress);

    /** What they found. */
    Findings findings();

    /** Cuts off the conversations under way and waits up to ten seconds for their threads. */
    @Override
    void close();
}
