// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.util.concurrent.locks.ReentrantLock;
import org.relaywarden.scanner.findings.Finding;

/** Counts the hosts of one scan, and tells it on, one at a time. Thread-safe. */
final class Tally {

    private final Sweep.Progress progress;
    private final int hosts;
    private final ReentrantLock lock = new ReentrantLock();
    private int done;

    Tally(Sweep.Progress progress, int hosts) {
        this.progress = progress;
        this.hosts = hosts;
        progress.begun(hosts);
    }

    void judged(Finding finding) {
        lock.lock();
        try {
            done++;
            progress.judged(finding, done, hosts);
        } finally {
            lock.unlock();
        }
    }
}
