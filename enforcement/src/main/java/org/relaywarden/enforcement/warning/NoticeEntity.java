// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.warning;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.customers.Language;

/** A row of {@code case_notice}. */
@Entity
@Table(name = "case_notice")
class NoticeEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    @Column(name = "case_number")
    long caseNumber;

    /** Counts within the case; the tokens name it. */
    @Column(name = "notice_number")
    int noticeNumber;

    @Enumerated(EnumType.STRING)
    NoticeKind kind;

    @Enumerated(EnumType.STRING)
    Language language;

    String login;

    @Column(name = "message_id")
    String messageId;

    @Column(name = "file_name")
    String fileName;

    String subject;

    @Column(name = "body", length = 200_000)
    String body;

    @Column(name = "planned_at")
    Instant plannedAt;

    @Column(name = "delivered_at")
    @Nullable Instant deliveredAt;

    @Column(name = "withdrawn_at")
    @Nullable Instant withdrawnAt;

    @Version
    long version;

    @SuppressWarnings("NullAway.Init")
    NoticeEntity() {}

    NoticeRecord toRecord() {
        return new NoticeRecord(
                id, caseNumber, kind, language, messageId, subject, plannedAt, Optional.ofNullable(deliveredAt));
    }
}
