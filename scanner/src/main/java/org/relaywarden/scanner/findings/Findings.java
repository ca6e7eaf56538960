// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.findings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the scans found, to be read. Thread-safe; sees what is committed. */
public interface Findings {

    /**
     * The findings after one, in order: the case desk reads so, and keeps the last sequence in its own transaction.
     *
     * @param sequence 0 for the first
     * @param max 1 to 1,000
     */
    List<Finding> after(long sequence, int max);

    /** One finding. */
    Optional<Finding> bySequence(long sequence);

    /** The last finding of each run that began in this time, by login and address: a night. */
    List<Finding> latestOfRuns(Instant from, Instant until);

    /** The findings of one customer's hosts, the newest first. */
    List<Finding> ofLogin(String login, int max);

    /** What a run saw; empty for an unknown run. */
    Optional<Evidence> evidence(long runId);

    /** Calls after each append, on the thread that appended, after its commit: to wake who reads. */
    void onAppended(Runnable listener);
}
