// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import java.util.Comparator;
import java.util.List;

/**
 * The answer to "why does my mail not arrive" (B18). Immutable.
 *
 * @param findings in the order of B18
 */
record Diagnosis(List<Finding> findings) {

    Diagnosis {
        findings = List.copyOf(findings);
    }

    /** The finding that matters most: what the first line says. */
    Finding first() {
        return findings.stream()
                .filter(finding -> finding.cause() != Cause.NONE)
                .min(Comparator.comparing(Finding::cause))
                .orElseGet(() -> Finding.well(Topic.WAITING, findings.stream()
                                .anyMatch(finding -> finding.state() == Finding.State.UNKNOWN)
                        ? "nothing was found that keeps mail back, but not all could be looked at"
                        : "nothing keeps mail back: what comes is passed straight on"));
    }

    /** Who has what to do, in one line. */
    String firstLine() {
        Finding first = first();
        return first.words() + "." + (first.remedy().isEmpty() ? "" : " " + first.remedy());
    }
}
