// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.replies;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.relaywarden.bsmtp.journal.Visible;

/** Writes a transcript down as the conversation goes on. Used by one thread. */
public final class TranscriptWriter {

    private static final int LINES_MAX = 600;
    private static final int LINE_CHARACTERS_MAX = 500;

    private final Instant openedAt;
    private final List<Transcript.Line> lines = new ArrayList<>();

    /** @param openedAt right before the dial */
    public TranscriptWriter(Instant openedAt) {
        this.openedAt = openedAt;
    }

    /** A line that we said. */
    public void ours(String line) {
        add(true, Visible.of(line, LINE_CHARACTERS_MAX));
    }

    /** A line that the host said. */
    public void theirs(byte[] line) {
        add(false, Visible.of(line, LINE_CHARACTERS_MAX));
    }

    /** What happened where a reply should have come. */
    public void happened(String what) {
        add(false, "(" + Visible.of(what, LINE_CHARACTERS_MAX) + ")");
    }

    private void add(boolean ours, String text) {
        if (lines.size() < LINES_MAX) {
            lines.add(new Transcript.Line(ours, text));
        }
    }

    /** All of it so far. */
    public Transcript written() {
        return new Transcript(openedAt, lines);
    }
}
