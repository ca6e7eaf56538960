// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.block;

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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row of {@code case_block}. */
@Entity
@Table(name = "case_block")
class BlockEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    @Column(name = "case_number")
    long caseNumber;

    String login;
    String address;
    int port;

    /** Ascending, joined by blanks. */
    @Column(name = "open_ports")
    String openPorts;

    @Enumerated(EnumType.STRING)
    Measure measure;

    @Column(name = "desired_on")
    boolean desiredOn;

    @Enumerated(EnumType.STRING)
    BlockRecord.Actual actual;

    @Column(name = "dry_run")
    boolean dryRun;

    @Column(name = "asked_at")
    Instant askedAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @Column(name = "last_fault")
    @Nullable String lastFault;

    @Version
    long version;

    @SuppressWarnings("NullAway.Init")
    BlockEntity() {}

    Set<Integer> ports() {
        return openPorts.isEmpty()
                ? Set.of()
                : Stream.of(openPorts.split(" ")).map(Integer::valueOf).collect(Collectors.toSet());
    }

    BlockRecord toRecord() {
        return new BlockRecord(
                id,
                caseNumber,
                login,
                InetAddress.ofLiteral(address),
                port,
                ports(),
                measure,
                desiredOn,
                actual,
                dryRun,
                changedAt,
                Optional.ofNullable(lastFault));
    }
}
