// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.findings;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.verdict.VerdictKind;

/**
 * One judgement of one run of tests on one host. Immutable and never altered: a late return appends a new finding of
 * the same run.
 *
 * @param sequence rises with each finding; where a reader left off
 * @param runId the run, one host once through the battery; its evidence hangs on it
 * @param scanId the scan that the run belongs to: all runs of one night share it
 * @param vantage from where that was seen on which the verdict rests (S6)
 * @param reference the case number that a retest was for
 * @param batteryVersion which battery, so that "passed" can be read years later
 * @param complete whether every Tier 1 test and control got an answer: only then can CLOSED lift
 * @param startedAt before the first packet: a lift needs a run that began after the reply (decision 15)
 * @param accepted tests whose recipient the host took, in the order of the battery
 * @param returned tests whose probe came back
 * @param banner the host's own words, made visible and capped; may be empty
 * @param took from the first dial to this judgement
 */
public record Finding(
        long sequence,
        long runId,
        long scanId,
        String login,
        InetAddress address,
        int port,
        Vantage vantage,
        ScanRequest.Cause cause,
        Optional<Long> reference,
        String batteryVersion,
        VerdictKind verdict,
        String reason,
        boolean complete,
        Instant startedAt,
        Instant judgedAt,
        List<TestId> accepted,
        List<TestId> returned,
        String banner,
        Duration took) {

    public Finding {
        accepted = List.copyOf(accepted);
        returned = List.copyOf(returned);
    }
}
