// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.proof;

import java.net.InetAddress;
import java.time.Instant;
import org.relaywarden.scanner.battery.TestId;

/**
 * A probe that came back: the proof (decision 12). Immutable.
 *
 * @param path the number of the path that it was sent by
 * @param handedInBy who handed it in: the host itself, or the next hop of a relay over several
 * @param helo what that peer called itself, made visible
 * @param headers the header lines, made visible, at most 16 KiB, parted by line feeds
 * @param sha256 of the whole message, hexadecimal
 * @param mailId of the spool, for the journal
 */
public record ProbeReturn(
        long runId,
        int path,
        TestId test,
        Instant arrivedAt,
        InetAddress handedInBy,
        String helo,
        String headers,
        String sha256,
        String mailId) {}
