// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.Length;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.replies.Transcript;

/** A row of {@code scan_dialogue}: one connection, {@code >} before each line of ours and {@code <} before theirs. */
@Entity
@Table(name = "scan_dialogue")
class DialogueEntity {

    private static final int TEXT_CHARACTERS_MAX = 64 * 1024;

    /** The connection's place. */
    @Embeddable
    record Place(
            @Column(name = "run_id") long runId,
            @Column(name = "connection_number") int connection) {}

    @EmbeddedId
    Place place;

    @Column(name = "path_number")
    int path;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "dialogue_text", length = Length.LONG32)
    String text;

    @SuppressWarnings("NullAway.Init")
    DialogueEntity() {}

    DialogueEntity(long runId, int connection, int path, Transcript transcript) {
        this.place = new Place(runId, connection);
        this.path = path;
        this.openedAt = transcript.openedAt();
        StringBuilder lines = new StringBuilder();
        for (Transcript.Line line : transcript.lines()) {
            if (lines.length() + line.text().length() > TEXT_CHARACTERS_MAX) {
                break;
            }
            lines.append(line.ours() ? '>' : '<').append(line.text()).append('\n');
        }
        this.text = lines.toString();
    }

    /** @param from from where its path looks, in words */
    Evidence.Dialogue toDialogue(String from) {
        return new Evidence.Dialogue(
                place.connection(),
                from,
                openedAt,
                text.lines()
                        .map(line -> new Evidence.DialogueLine(line.startsWith(">"), line.substring(1)))
                        .toList());
    }
}
