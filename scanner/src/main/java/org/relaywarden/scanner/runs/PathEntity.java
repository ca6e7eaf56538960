// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.verdict.Observed;

/** A row of {@code scan_path}: one more way to the host in one run, beside that of the books. */
@Entity
@Table(name = "scan_path")
class PathEntity {

    /** The path's place. */
    @Embeddable
    record Place(
            @Column(name = "run_id") long runId,
            @Column(name = "path_number") int number) {}

    @EmbeddedId
    Place place;

    @Enumerated(EnumType.STRING)
    Observed.Standpoint standpoint;

    int port;

    @Enumerated(EnumType.STRING)
    Security security;

    /** Null until all that could be asked there was asked. */
    @Enumerated(EnumType.STRING)
    Observed.@Nullable Reach reach;

    /** What was to be asked there: test ids, joined by blanks; empty for Tier 1. */
    @Column(name = "wanted_tests")
    String wanted;

    @SuppressWarnings("NullAway.Init")
    PathEntity() {}

    PathEntity(long runId, int number, Observed.Standpoint standpoint, TestPath path, List<TestId> wanted) {
        this.place = new Place(runId, number);
        this.standpoint = standpoint;
        this.wanted = TestIds.joined(wanted);
        this.port = path.port();
        this.security = path.security();
    }

    TestPath toPath() {
        return new TestPath(port, security);
    }
}
