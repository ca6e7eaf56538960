// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Length;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.proof.ProbeReturn;

/** A row of {@code scan_return}: a probe that came back; the first one of each token. */
@Entity
@Table(name = "scan_return")
class ReturnEntity {

    @EmbeddedId
    TestKey key;

    @Column(name = "arrived_at")
    Instant arrivedAt;

    @Column(name = "handed_in_by")
    String handedInBy;

    String helo;

    @Column(name = "header_text", length = Length.LONG32)
    String headers;

    String sha256;

    @Column(name = "mail_id")
    String mailId;

    @SuppressWarnings("NullAway.Init")
    ReturnEntity() {}

    ReturnEntity(ProbeReturn proof) {
        this.key = new TestKey(proof.runId(), proof.path(), proof.test().value());
        this.arrivedAt = proof.arrivedAt();
        this.handedInBy = proof.handedInBy().getHostAddress();
        this.helo = proof.helo();
        this.headers = proof.headers();
        this.sha256 = proof.sha256();
        this.mailId = proof.mailId();
    }

    /** @param port of the path that it came by */
    Evidence.Returned toReturned(int port) {
        return new Evidence.Returned(
                new TestId(key.testId()),
                port,
                arrivedAt,
                Optional.of(InetAddress.ofLiteral(handedInBy)),
                helo,
                headers,
                sha256);
    }
}
