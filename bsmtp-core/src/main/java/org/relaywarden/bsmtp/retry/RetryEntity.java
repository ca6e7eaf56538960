// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.retry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The retry state of one account. */
@Entity
@Table(name = "bsmtp_delivery")
class RetryEntity {

    @Id
    String login;

    @Column(name = "tried_at")
    @Nullable Instant triedAt;

    String result;

    @Enumerated(EnumType.STRING)
    TryEnd ending;

    @Column(name = "due_at")
    @Nullable Instant dueAt;

    @Column(name = "smtp_utf8")
    boolean smtpUtf8;

    String banner;

    @Column(name = "at_fault_since")
    @Nullable Instant atFaultSince;

    @Column(name = "held_by")
    @Nullable String heldBy;

    @Column(name = "held_reason")
    @Nullable String heldReason;

    @Column(name = "held_since")
    @Nullable Instant heldSince;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    RetryEntity() {}

    RetryEntity(String login) {
        this.login = login;
        result = "";
        ending = TryEnd.NONE;
        banner = "";
    }
}
