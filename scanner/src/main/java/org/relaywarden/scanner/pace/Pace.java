// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.pace;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.probe.ProbeTimeouts;

/**
 * How fast hosts are tested. Immutable.
 *
 * @param refusalsPerConnection 1 to 20; after as many refusals we leave: Exchange hangs up after five errors
 * @param connectionSpacing between two connections to one host: fail2ban bans after five log lines in ten minutes, and
 *     a banned tester takes the host for dead
 * @param retestSpacing the same for a test that the customer or an operator asked for
 * @param hostsAtOnce conversations at the same time, 1 to 10,000
 * @param returnWait how long a probe may take to come back before another form is tried, or the host is judged without
 * @param deferredRetries the pauses before each further try of what was put off; the same triplet goes again, as a
 *     greylist wants it
 * @param timeouts of a first try
 * @param retryTimeouts of a further try
 */
public record Pace(
        int refusalsPerConnection,
        Duration connectionSpacing,
        Duration retestSpacing,
        int hostsAtOnce,
        Duration returnWait,
        List<Duration> deferredRetries,
        ProbeTimeouts timeouts,
        ProbeTimeouts retryTimeouts) {

    private static final int JITTER_PARTS = 10;

    public Pace {
        if (refusalsPerConnection < 1 || refusalsPerConnection > 20) {
            throw new IllegalArgumentException("1 to 20 refusals a connection, got " + refusalsPerConnection);
        }
        if (hostsAtOnce < 1 || hostsAtOnce > 10_000) {
            throw new IllegalArgumentException("1 to 10,000 hosts at once, got " + hostsAtOnce);
        }
        deferredRetries = List.copyOf(deferredRetries);
    }

    /** For other people's servers in the wild. */
    public static Pace polite() {
        return new Pace(
                4,
                Duration.ofMinutes(10),
                Duration.ofSeconds(5),
                200,
                Duration.ofMinutes(15),
                List.of(Duration.ofMinutes(6), Duration.ofMinutes(31), Duration.ofHours(4)),
                ProbeTimeouts.firstTry(),
                ProbeTimeouts.retry());
    }

    /** For a demo or a test, against servers of our own that come back within a second or not at all. */
    public static Pace quick() {
        ProbeTimeouts short3s = ProbeTimeouts.each(Duration.ofSeconds(3));
        return new Pace(
                4,
                Duration.ZERO,
                Duration.ZERO,
                16,
                Duration.ofSeconds(2),
                List.of(Duration.ofSeconds(1)),
                short3s,
                short3s);
    }

    /** Between two connections to one host, with up to a tenth more: the hosts of one owner don't march in step. */
    public Duration spacing(ScanRequest.Cause cause) {
        boolean ordered = cause == ScanRequest.Cause.RETEST || cause == ScanRequest.Cause.OPERATOR;
        Duration plain = ordered ? retestSpacing : connectionSpacing;
        long jitterNanos = plain.toNanos() / JITTER_PARTS;
        return plain.plusNanos(jitterNanos == 0 ? 0 : ThreadLocalRandom.current().nextLong(jitterNanos));
    }
}
