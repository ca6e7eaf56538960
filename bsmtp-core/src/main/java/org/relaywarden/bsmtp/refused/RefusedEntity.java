// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.refused;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One address that a customer's host does not have. */
@Entity
@Table(name = "bsmtp_refused_recipient")
class RefusedEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    String login;

    String recipient;

    String reply;

    @Column(name = "refused_at")
    Instant refusedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    RefusedEntity() {}

    RefusedEntity(String login, String recipient, String reply, Instant refusedAt) {
        this.login = login;
        this.recipient = recipient;
        this.reply = reply;
        this.refusedAt = refusedAt;
    }
}
