// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.probe;

import java.time.Duration;

/**
 * How long each step may take, from its beginning to the last byte of its answer: a byte a second buys a host no time.
 * Immutable; each at least a millisecond.
 *
 * @param connect until the connection stands
 * @param banner until the host has greeted
 * @param command for the answer to HELO, MAIL, RCPT, RSET
 * @param data for the answer to DATA
 * @param dot for the answer after the final dot
 * @param conversation for all of it
 */
public record ProbeTimeouts(
        Duration connect, Duration banner, Duration command, Duration data, Duration dot, Duration conversation) {

    /** For a first try. Hosts that greet late are real: 6 s, 15 s and more. */
    public static ProbeTimeouts firstTry() {
        return new ProbeTimeouts(
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofMinutes(2), // RFC 5321 section 4.5.3.2.4
                Duration.ofMinutes(10), // RFC 5321 section 4.5.3.2.6
                Duration.ofMinutes(15));
    }

    /** For a host that was too slow, or put us off, at the first try (RFC 5321 section 4.5.3.2: five minutes). */
    public static ProbeTimeouts retry() {
        ProbeTimeouts first = firstTry();
        Duration patient = Duration.ofMinutes(5);
        return new ProbeTimeouts(first.connect, patient, patient, first.data, first.dot, first.conversation);
    }

    /** For a demo or a test on one machine, where a second is long: this for every step, ten times it for all. */
    public static ProbeTimeouts each(Duration step) {
        return new ProbeTimeouts(step, step, step, step, step, step.multipliedBy(10));
    }
}
