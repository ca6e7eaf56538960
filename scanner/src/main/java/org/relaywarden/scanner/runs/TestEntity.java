// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.relaywarden.bsmtp.journal.Visible;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.probe.TestAnswer;
import org.relaywarden.scanner.verdict.Outcome;

/** A row of {@code scan_test}: what one test came to in the conversations; returns stand in rows of their own. */
@Entity
@Table(name = "scan_test")
class TestEntity {

    private static final int TEXT_CHARACTERS_MAX = 1_000;

    @EmbeddedId
    TestKey key;

    @Enumerated(EnumType.STRING)
    Outcome outcome;

    String sent;
    String answered;

    @SuppressWarnings("NullAway.Init")
    TestEntity() {}

    TestEntity(long runId, int path, TestAnswer answer, Outcome outcome) {
        this.key = new TestKey(runId, path, answer.test().id().value());
        this.outcome = outcome;
        this.sent = Visible.of(answer.sent(), TEXT_CHARACTERS_MAX);
        this.answered = Visible.of(answer.heard().toString(), TEXT_CHARACTERS_MAX);
    }

    TestId testId() {
        return new TestId(key.testId());
    }
}
