// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.relaywarden.scanner.findings.Depth;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;

/** A row of {@code scan_scan}: one request. */
@Entity
@Table(name = "scan_scan")
class ScanEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    @Enumerated(EnumType.STRING)
    Vantage vantage;

    @Enumerated(EnumType.STRING)
    ScanRequest.Cause cause;

    /** One customer's hosts only, or null for all. */
    @Nullable String login;

    @Column(name = "case_number")
    @Nullable Long caseNumber;

    @Enumerated(EnumType.STRING)
    Depth depth;

    /** Test ids, joined by blanks. */
    @Column(name = "also_tests")
    String also;

    @Column(name = "started_at")
    Instant startedAt;

    /** Null until every host of it is judged, or can't be. */
    @Column(name = "ended_at")
    @Nullable Instant endedAt;

    @SuppressWarnings("NullAway.Init")
    ScanEntity() {}

    ScanEntity(ScanRequest request, Instant startedAt) {
        this.vantage = request.vantage();
        this.cause = request.cause();
        this.login = request.login().orElse(null);
        this.caseNumber = request.reference().orElse(null);
        this.depth = request.depth();
        this.also = TestIds.joined(request.also());
        this.startedAt = startedAt;
    }

    /** What was asked for. */
    ScanRequest request() {
        return new ScanRequest(
                Optional.ofNullable(login),
                vantage,
                cause,
                Optional.ofNullable(caseNumber),
                depth,
                TestIds.split(also));
    }
}
