// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One connection as the server saw it, for whoever wants to know how polite the caller was. A snapshot: it grows no
 * more.
 *
 * @param number            1 for the first connection since the server started
 * @param client            where the caller called from
 * @param begunAt           when the connection was taken
 * @param endedAt           when it ended; empty while it lasts
 * @param connectionsAtOnce how many connections the server had when this one had come, itself counted
 * @param refusals          how many 4yz and 5yz replies the caller was given
 * @param resets            how many RSETs came
 * @param quit              whether QUIT came
 * @param lines             what was said, {@code C:} by the caller and {@code S:} by the server, control characters
 *                          made visible; a message is told by its size
 */
public record Dialogue(
        int number,
        InetSocketAddress client,
        Instant begunAt,
        Optional<Instant> endedAt,
        int connectionsAtOnce,
        int refusals,
        int resets,
        boolean quit,
        List<String> lines) {
    public Dialogue {
        lines = List.copyOf(lines);
    }
}
