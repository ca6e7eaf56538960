// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.digest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Writes the page of a night. Thread-safe. */
public interface NightReport {

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
