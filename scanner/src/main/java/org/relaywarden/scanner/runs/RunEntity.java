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
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.relaywarden.scanner.battery.Battery;
import org.relaywarden.scanner.battery.RelayTest;
import org.relaywarden.scanner.choice.Chosen;
import org.relaywarden.scanner.findings.Depth;
import org.relaywarden.scanner.proof.Binding;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.verdict.Observed;

/** A row of {@code scan_run}: one host once through the battery. */
@Entity
@Table(name = "scan_run")
class RunEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "scan_id")
    ScanEntity scan;

    /** From where the host was looked at by the path of the books. */
    @Enumerated(EnumType.STRING)
    Observed.Standpoint standpoint;

    String login;
    String address;
    int port;

    @Column(name = "battery_version")
    String batteryVersion;

    @Column(name = "started_at")
    Instant startedAt;

    /** Null until the run is judged: what a start finds so was interrupted. */
    @Enumerated(EnumType.STRING)
    Observed.@Nullable Reach reach;

    String banner;

    @Enumerated(EnumType.STRING)
    Depth depth;

    /** What the run set out to ask: test ids, joined by blanks. */
    @Column(name = "wanted_tests")
    String wanted;

    @SuppressWarnings("NullAway.Init")
    RunEntity() {}

    RunEntity(
            ScanEntity scan, Target target, Observed.Standpoint standpoint, Chosen chosen, Instant startedAt) {
        this.scan = scan;
        this.standpoint = standpoint;
        this.login = target.login();
        this.address = target.address().getHostAddress();
        this.port = target.port();
        this.batteryVersion = Battery.VERSION;
        this.startedAt = startedAt;
        this.banner = "";
        this.depth = chosen.depth();
        this.wanted = TestIds.joined(chosen.tests().stream().map(RelayTest::id).toList());
    }

    InetAddress inetAddress() {
        return InetAddress.ofLiteral(address);
    }

    /** What the tokens of this run vouch for (decision 12). */
    Binding binding() {
        return new Binding(id, inetAddress(), port, standpoint.place());
    }
}
