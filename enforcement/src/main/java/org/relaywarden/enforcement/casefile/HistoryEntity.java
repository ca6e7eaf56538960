// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A row of {@code case_history}: written once, never changed (D3). */
@Entity
@Immutable
@Table(name = "case_history")
class HistoryEntity {

    /** The line's place. */
    @Embeddable
    record Place(
            @Column(name = "case_number") long caseNumber,
            @Column(name = "line_number") long sequence) {}

    @EmbeddedId
    Place place;

    @Column(name = "written_at")
    Instant at;

    String actor;

    String event;

    @Column(name = "line_text")
    String text;

    @Enumerated(EnumType.STRING)
    @Column(name = "state_after")
    CaseState stateAfter;

    @SuppressWarnings("NullAway.Init")
    HistoryEntity() {}

    HistoryEntity(long caseNumber, HistoryLine line) {
        this.place = new Place(caseNumber, line.sequence());
        this.at = line.at();
        this.actor = line.actor();
        this.event = line.event();
        this.text = line.text();
        this.stateAfter = line.stateAfter();
    }

    HistoryLine toLine() {
        return new HistoryLine(place.sequence(), at, actor, event, text, stateAfter);
    }
}
