// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.retest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code case_retest}: one attempt. What the test found stands in the scanner's findings. */
@Entity
@Table(name = "case_retest")
class RetestEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    @Column(name = "case_number")
    long caseNumber;

    @Column(name = "started_at")
    Instant startedAt;

    /** Null while it runs, and for ever when it was cut short: the process died or was stopped, or the test failed. */
    @Column(name = "ended_at")
    @Nullable Instant endedAt;

    @SuppressWarnings("NullAway.Init")
    RetestEntity() {}

    RetestEntity(long caseNumber, Instant startedAt) {
        this.caseNumber = caseNumber;
        this.startedAt = startedAt;
    }
}
