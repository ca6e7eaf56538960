// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.reports.dossier;

import java.util.Optional;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;

/**
 * A judgement and what it rests on. Immutable.
 *
 * @param evidence empty when it was purged, or never kept
 */
public record Run(Finding finding, Optional<Evidence> evidence) {}
