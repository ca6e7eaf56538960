// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.replies;

import java.time.Instant;
import java.util.List;

/**
 * One conversation, line by line, as evidence. Immutable; everything in it is made visible, and capped.
 *
 * @param openedAt right before the dial
 */
public record Transcript(Instant openedAt, List<Line> lines) {

    /**
     * One line.
     *
     * @param ours true for what we sent
     */
    public record Line(boolean ours, String text) {}

    public Transcript {
        lines = List.copyOf(lines);
    }
}
