// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code scan_handover}: written before the message leaves, for a return can outrun the host's 250. */
@Entity
@Table(name = "scan_handover")
class HandoverEntity {

    @EmbeddedId
    TestKey key;

    @Column(name = "handed_over_at")
    Instant at;

    @SuppressWarnings("NullAway.Init")
    HandoverEntity() {}

    HandoverEntity(TestKey key, Instant at) {
        this.key = key;
        this.at = at;
    }
}
