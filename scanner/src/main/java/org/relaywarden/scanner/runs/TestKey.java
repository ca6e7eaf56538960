// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** One test of one run, by one path. */
@Embeddable
record TestKey(
        @Column(name = "run_id") long runId,
        @Column(name = "path_number") int path,
        @Column(name = "test_id") String testId) {}
