// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.relaywarden.reports.dossier.Sources;

/** Writes the page of a night. Thread-safe. */
public interface NightReport {

    /**
     * The reports of one provider.
     *
     * @param providerName as the desk calls the house; shown, at most 80 characters of it
     * @param clock says as of when the page stands, and so what is overdue
     */
    static NightReport of(Sources sources, String providerName, InstantSource clock) {
        return new HtmlNightReport(sources, providerName, clock);
    }

    /**
     * Writes {@code index.html} into a folder, made if missing; an older page is replaced in one step.
     *
     * @param from the night's beginning
     * @param until its end, after {@code from}
     * @return the page
     * @throws IOException when the folder or file can't be written; the message names it
     */
    Path write(Path folder, Instant from, Instant until) throws IOException;
}
