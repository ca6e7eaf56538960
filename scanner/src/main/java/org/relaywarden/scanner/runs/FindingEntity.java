// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.verdict.Observed;
import org.relaywarden.scanner.verdict.Verdict;
import org.relaywarden.scanner.verdict.VerdictKind;

/** A row of {@code scan_finding}: written once, never changed. */
@Entity
@Immutable
@Table(name = "scan_finding")
class FindingEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "finding_sequence")
    long sequence;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "run_id")
    RunEntity run;

    @Enumerated(EnumType.STRING)
    VerdictKind verdict;

    /** From where that was seen on which it rests. */
    @Enumerated(EnumType.STRING)
    Observed.Standpoint standpoint;

    String reason;

    @Column(name = "is_complete")
    boolean complete;

    @Column(name = "judged_at")
    Instant judgedAt;

    /** Test ids, joined by blanks. */
    @Column(name = "accepted_tests")
    String accepted;

    /** Test ids, joined by blanks. */
    @Column(name = "returned_tests")
    String returned;

    @Column(name = "took_millis")
    long tookMillis;

    @SuppressWarnings("NullAway.Init")
    FindingEntity() {}

    FindingEntity(
            RunEntity run, Verdict verdict, Observed.Standpoint standpoint, boolean complete, Instant judgedAt) {
        this.run = run;
        this.verdict = verdict.kind();
        this.standpoint = standpoint;
        this.reason = verdict.reason();
        this.complete = complete;
        this.judgedAt = judgedAt;
        this.accepted = "";
        this.returned = "";
        this.tookMillis = Math.max(0, Duration.between(run.startedAt, judgedAt).toMillis());
    }

    FindingEntity with(List<TestId> acceptedTests, List<TestId> returnedTests) {
        this.accepted = TestIds.joined(acceptedTests);
        this.returned = TestIds.joined(returnedTests);
        return this;
    }

    /** Whether the other one would tell a reader anything new. */
    boolean saysTheSameAs(FindingEntity other) {
        return verdict == other.verdict && returned.equals(other.returned) && reason.equals(other.reason);
    }

    private Vantage vantage() {
        return switch (standpoint) {
            case OUTSIDE, SECOND_OUTSIDE -> Vantage.OUTSIDE;
            case INSIDE, INSIDE_OF_BLOCK -> Vantage.INSIDE;
        };
    }

    Finding toFinding() {
        return new Finding(
                sequence,
                run.id,
                run.scan.id,
                run.login,
                run.inetAddress(),
                run.port,
                vantage(),
                run.scan.cause,
                Optional.ofNullable(run.scan.caseNumber),
                run.batteryVersion,
                verdict,
                reason,
                complete,
                run.startedAt,
                judgedAt,
                TestIds.split(accepted),
                TestIds.split(returned),
                run.banner,
                Duration.ofMillis(tookMillis));
    }
}
