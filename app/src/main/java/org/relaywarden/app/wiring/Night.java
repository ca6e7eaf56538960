// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.relaywarden.enforcement.desk.Desk;
import org.relaywarden.reports.digest.NightReport;
import org.relaywarden.scanner.sweep.Finding;
import org.relaywarden.scanner.sweep.ScanRequest;
import org.relaywarden.scanner.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A night: every customer host is tested (S2), what follows is done, and the desk's page is written (D1). A night that
 * was cut off is gone on with.
 */
record Night(Sweep sweep, Desk desk, NightReport report, Path reportFolder, ZoneId zone, InstantSource clock)
        implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Night.class);

    /** Beyond it the next night is nearer. */
    private static final Duration GOES_ON_WITHIN = Duration.ofHours(20);

    @Override
    public void run() {
        Instant begun = clock.instant();
        Progress progress = new Progress();
        List<Finding> findings = sweep.scan(ScanRequest.nightly(), progress);
        finish(begun, progress, findings);
    }

    /** Tests what a restart or a fault left out of the last night, if anything. */
    void goOn() {
        sweep.unfinishedNight(clock.instant().minus(GOES_ON_WITHIN)).ifPresent(scan -> {
            LOG.info("the nightly scan of {} was cut off, and goes on", scan.startedAt());
            Progress progress = new Progress();
            finish(scan.startedAt(), progress, sweep.goOn(scan, progress));
        });
    }

    private void finish(Instant begun, Progress progress, List<Finding> findings) {
        if (findings.size() < progress.hosts) {
            LOG.warn("the nightly scan judged {} of {} hosts; it goes on with the others within minutes, or when the"
                    + " program runs again", findings.size(), progress.hosts);
            return;
        }
        // Woken by each finding, it may still be at the last one; the page is to show what follows from all.
        desk.turn();
        Path folder = reportFolder.resolve(begun.atZone(zone).toLocalDate().toString());
        try {
            LOG.info("night={} page={}", folder.getFileName(), report.write(folder, begun, clock.instant()));
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten.getMessage(), unwritten);
        }
    }

    private static final class Progress implements Sweep.Progress {
        private volatile int hosts;

        @Override
        public void begun(int picked) {
            hosts = picked;
            LOG.info("nightly scan of {} hosts", picked);
        }

        @Override
        public void judged(Finding finding, int done, int all) {
            LOG.debug("login={} verdict={} {} of {}", finding.login(), finding.verdict(), done, all);
        }
    }
}
