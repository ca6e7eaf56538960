// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A row of {@code case_trust}: the host of one case passes on what the relay of the other hands to it. */
@Entity
@Immutable
@Table(name = "case_trust")
class TrustEntity {

    /** Both cases. */
    @Embeddable
    record Pair(
            @Column(name = "case_number") long caseNumber,
            @Column(name = "relay_case") long relayCase) {}

    @EmbeddedId
    Pair pair;

    @SuppressWarnings("NullAway.Init")
    TrustEntity() {}

    TrustEntity(Pair pair) {
        this.pair = pair;
    }
}
