// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.marks;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code scan_mark}. */
@Entity
@Table(name = "scan_mark")
class MarkEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    String login;
    String address;

    /** The address while the mark stands, else null: one mark a host (decision 3). */
    @Column(name = "standing_key")
    @Nullable String standingKey;

    @Column(name = "marked_by")
    String markedBy;

    String reason;

    @Column(name = "marked_at")
    Instant markedAt;

    @Column(name = "unmarked_by")
    @Nullable String unmarkedBy;

    @Column(name = "unmarked_at")
    @Nullable Instant unmarkedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    MarkEntity() {}

    MarkEntity(HostMark mark) {
        this.login = mark.login();
        this.address = mark.address().getHostAddress();
        this.standingKey = this.address;
        this.markedBy = mark.by();
        this.reason = mark.reason();
        this.markedAt = mark.at();
    }

    HostMark toMark() {
        return new HostMark(login, InetAddress.ofLiteral(address), markedBy, reason, markedAt);
    }
}
