// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.relaywarden.enforcement.desk.Desk;
import org.relaywarden.reports.digest.NightReport;
import org.relaywarden.scanner.sweep.Finding;
import org.relaywarden.scanner.sweep.ScanRequest;
import org.relaywarden.scanner.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A night: every customer host is tested (S2), what follows is done, and the desk's page is written (D1). */
record Night(Sweep sweep, Desk desk, NightReport report, Path reportFolder, ZoneId zone, InstantSource clock)
        implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Night.class);

    @Override
    public void run() {
        Instant begun = clock.instant();
        sweep.scan(ScanRequest.nightly(), new Progress());
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
        @Override
        public void begun(int hosts) {
            LOG.info("nightly scan of {} hosts", hosts);
        }

        @Override
        public void judged(Finding finding, int done, int hosts) {
            LOG.debug("login={} verdict={} {} of {}", finding.login(), finding.verdict(), done, hosts);
        }
    }
}
