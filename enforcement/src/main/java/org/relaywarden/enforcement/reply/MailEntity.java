// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.reply;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of {@code case_mail}: a mail that was read, so that it is not read again. */
@Entity
@Immutable
@Table(name = "case_mail")
class MailEntity {

    @Id
    @Column(name = "mail_id")
    String mailId;

    @Column(name = "case_number")
    @Nullable Long caseNumber;

    /** Only one that was verified: a stranger's guess fills no column. */
    @Nullable String token;

    String became;

    @Column(name = "handled_at")
    Instant handledAt;

    @SuppressWarnings("NullAway.Init")
    MailEntity() {}

    MailEntity(String mailId, @Nullable Long caseNumber, @Nullable String token, String became, Instant handledAt) {
        this.mailId = mailId;
        this.caseNumber = caseNumber;
        this.token = token;
        this.became = became;
        this.handledAt = handledAt;
    }
}
