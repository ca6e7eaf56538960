// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.util.List;

/** Runs scans. Thread-safe; a host is never in two conversations at once (one connection at a time). */
public interface Sweep {

    /** Hears how a scan goes on; called from several threads, one at a time. */
    interface Progress {
        /** The hosts are picked. */
        void begun(int hosts);

        /** One host is judged. */
        void judged(Finding finding, int done, int hosts);
    }

    /**
     * Tests, waits for what comes back, judges and keeps the findings; returns when all hosts are judged. A late return
     * is judged later, by itself.
     *
     * @return one finding a host, by login and address; empty where nobody may be tested
     */
    List<Finding> scan(ScanRequest request, Progress progress);

    /** What they found. */
    Findings findings();
}
