// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row of {@code case_file}. */
@Entity
@Table(name = "case_file")
class CaseEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "case_number")
    long number;

    String login;
    String address;
    int port;

    @Enumerated(EnumType.STRING)
    CaseState state;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "ended_at")
    @Nullable Instant endedAt;

    @Column(name = "proven_by")
    long provenBy;

    /** Test ids, joined by blanks. */
    @Column(name = "proven_tests")
    String provenTests;

    /** Ascending, joined by blanks. */
    @Column(name = "proven_ports")
    String provenPorts;

    @Column(name = "replied_at")
    @Nullable Instant repliedAt;

    @Column(name = "deadline_at")
    @Nullable Instant deadlineAt;

    /** Address and port while the case is open, else null: unique, so that the database itself allows one open case. */
    @Column(name = "open_key")
    @Nullable String openKey;

    @Column(name = "last_line")
    long lastLine;

    /** Two writers at once: the later one fails and its transaction is done again. */
    @Version
    long version;

    @SuppressWarnings("NullAway.Init")
    CaseEntity() {}

    static String keyOf(InetAddress address, int port) {
        return address.getHostAddress() + " " + port;
    }

    CaseRecord toRecord() {
        return new CaseRecord(
                number,
                login,
                InetAddress.ofLiteral(address),
                port,
                state,
                openedAt,
                Optional.ofNullable(endedAt),
                provenBy,
                provenTests.isEmpty() ? List.of() : List.of(provenTests.split(" ")),
                provenPorts.isEmpty()
                        ? List.of()
                        : Stream.of(provenPorts.split(" ")).map(Integer::valueOf).toList(),
                Optional.ofNullable(repliedAt),
                Optional.ofNullable(deadlineAt));
    }
}
