// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.relaywarden.reports.dossier.Sources;

/** Gathers the night, turns it into words, and writes them down. */
final class HtmlNightReport implements NightReport {

    private final Sources sources;
    private final String providerName;
    private final InstantSource clock;
    private final PageTemplate template = new PageTemplate();

    HtmlNightReport(Sources sources, String providerName, InstantSource clock) {
        this.sources = sources;
        this.providerName = providerName;
        this.clock = clock;
    }

    @Override
    public Path write(Path folder, Instant from, Instant until) throws IOException {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a night ends after it begins, got " + from + " to " + until);
        }
        Night night = Night.read(sources, from, until, clock.instant());
        NightPage page = new PageWriter(sources, night, providerName).page();
        return PageFile.replace(folder, "index.html", template.render(page));
    }
}
