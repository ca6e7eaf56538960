// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code scan_bounce}: the bounce of a probe came; the first one of each token. */
@Entity
@Table(name = "scan_bounce")
class BounceEntity {

    @EmbeddedId
    TestKey key;

    @Column(name = "arrived_at")
    Instant arrivedAt;

    @Column(name = "mail_id")
    String mailId;

    @SuppressWarnings("NullAway.Init")
    BounceEntity() {}

    BounceEntity(TestKey key, Instant arrivedAt, String mailId) {
        this.key = key;
        this.arrivedAt = arrivedAt;
        this.mailId = mailId;
    }
}
