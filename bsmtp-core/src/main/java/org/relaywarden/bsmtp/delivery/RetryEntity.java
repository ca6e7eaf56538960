// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
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

    boolean failing;

    @Column(name = "due_at")
    @Nullable Instant dueAt;

    @Column(name = "smtp_utf8")
    boolean smtpUtf8;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    RetryEntity() {}

    RetryEntity(String login) {
        this.login = login;
        result = "";
    }
}
