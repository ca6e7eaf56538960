// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.outgoing;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Where outgoing mail goes, and with how much patience. Immutable.
 *
 * @param host our own smarthost, by its address: no name is looked up
 * @param retryFirst after the first failure; doubled with each further one, more than zero
 * @param retryMax the longest wait, at least {@code retryFirst}
 * @param giveUpAfter the age at which a message is given up once it fails again (RFC 5321 section 4.5.4.1: at least 4
 *     to 5 days)
 */
public record OutgoingSettings(
        InetSocketAddress host, Duration retryFirst, Duration retryMax, Duration giveUpAfter) {

    public OutgoingSettings {
        if (host.isUnresolved()) {
            throw new IllegalArgumentException("the relay host is given by its address");
        }
        if (!retryFirst.isPositive() || retryMax.compareTo(retryFirst) < 0 || !giveUpAfter.isPositive()) {
            throw new IllegalArgumentException("waits are more than zero, the longest no shorter than the first");
        }
    }

    /** A minute at first, an hour at most; five days in all. */
    public static OutgoingSettings defaults(InetSocketAddress host) {
        return new OutgoingSettings(host, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(5));
    }
}
