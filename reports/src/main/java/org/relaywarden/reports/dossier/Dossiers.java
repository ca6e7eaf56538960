// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.dossier;

import java.util.Optional;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.scanner.findings.Finding;

/** Gathers the dossier of a case. Thread-safe, as its sources are. */
public final class Dossiers {

    /** Enough to meet the host's last run among those of a customer with many hosts. */
    private static final int RUNS_LOOKED_THROUGH_MAX = 200;

    private final Sources sources;

    public Dossiers(Sources sources) {
        this.sources = sources;
    }

    /** All that belongs to this case, as committed now. */
    public Dossier of(CaseRecord record) {
        Optional<Finding> proof = sources.findings().bySequence(record.provenBy());
        Optional<Finding> latest = sources.findings().ofLogin(record.login(), RUNS_LOOKED_THROUGH_MAX).stream()
                .filter(finding -> finding.address().equals(record.address()) && finding.port() == record.port())
                .findFirst();
        return new Dossier(
                record,
                sources.customers().byLogin(record.login()),
                proof.map(this::run),
                latest.map(this::run),
                sources.blocks().ofCase(record.number()),
                sources.notices().ofCase(record.number()),
                sources.casefile().history(record.number()));
    }

    private Run run(Finding finding) {
        return new Run(finding, sources.findings().evidence(finding.runId()));
    }
}
