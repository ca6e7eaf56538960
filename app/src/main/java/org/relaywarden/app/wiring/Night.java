// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.enforcement.desk.Desk;
import org.relaywarden.reports.digest.NightReport;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.NightlyScan;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A night: every customer host is tested (S2), what follows is done, and the desk's page is written (D1). A night that
 * was cut off is gone on with. Thread-safe: nights come one after the other.
 */
final class Night implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Night.class);

    private final Sweep sweep;
    private final Desk desk;
    private final NightReport report;
    private final Path reportFolder;
    private final LocalTime at;
    private final ZoneId zone;
    private final InstantSource clock;
    private final ReentrantLock one = new ReentrantLock();

    Night(Sweep sweep, Desk desk, NightReport report, Settings settings, InstantSource clock) {
        this.sweep = sweep;
        this.desk = desk;
        this.report = report;
        this.reportFolder = settings.report().folder();
        this.at = settings.scan().at();
        this.zone = settings.scan().zone();
        this.clock = clock;
    }

    /** The clock runs a night again that a crash cut off: what was tested already is not tested a second time. */
    @Override
    public void run() {
        locked(() -> {
            Optional<NightlyScan> begun = sweep.lastNight(lastDueAt());
            if (begun.isEmpty()) {
                begin();
            } else if (begun.get().finished()) {
                finish(begun.get().startedAt());
            } else {
                goOn(begun.get());
            }
        });
    }

    /** Tests what a stop or a fault left out of the last night, if anything. */
    void goOn() {
        locked(() -> sweep.lastNight(lastDueAt())
                .filter(night -> !night.finished())
                .ifPresent(this::goOn));
    }

    /** When the last night was to begin. */
    private Instant lastDueAt() {
        ZonedDateTime now = clock.instant().atZone(zone);
        ZonedDateTime today = now.with(at);
        return (today.isAfter(now) ? now.minusDays(1).with(at) : today).toInstant();
    }

    private void begin() {
        Instant begun = clock.instant();
        Progress progress = new Progress();
        List<Finding> findings = sweep.scan(ScanRequest.nightly(), progress);
        finish(begun, progress, findings);
    }

    private void goOn(NightlyScan night) {
        LOG.info("the nightly scan of {} was cut off, and goes on", night.startedAt());
        Progress progress = new Progress();
        List<Finding> findings = sweep.goOn(night, progress);
        finish(night.startedAt(), progress, findings);
    }

    private void finish(Instant begun, Progress progress, List<Finding> findings) {
        if (findings.size() < progress.hosts) {
            LOG.warn("the nightly scan judged {} of {} hosts; it goes on with the others within minutes, or when the"
                    + " program runs again", findings.size(), progress.hosts);
            return;
        }
        finish(begun);
    }

    private void finish(Instant begun) {
        // Woken by each finding, it may still be at the last one; the page is to show what follows from all.
        desk.turn();
        Path folder = reportFolder.resolve(begun.atZone(zone).toLocalDate().toString());
        try {
            LOG.info("night={} page={}", folder.getFileName(), report.write(folder, begun, clock.instant()));
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten.getMessage(), unwritten);
        }
    }

    private void locked(Runnable work) {
        one.lock();
        try {
            work.run();
        } finally {
            one.unlock();
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
