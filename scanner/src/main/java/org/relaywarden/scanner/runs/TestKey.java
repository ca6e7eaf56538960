// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** One test of one run. */
@Embeddable
record TestKey(
        @Column(name = "run_id") long runId,
        @Column(name = "test_id") String testId) {}
