// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.findings;

import java.time.Instant;

/**
 * A scan of a night. Immutable.
 *
 * @param id the scan's own number
 * @param startedAt when it was begun
 * @param finished whether all its hosts were judged. Not so while it runs, and when the process died or was stopped, or a
 *     run met a fault of ours
 */
public record NightlyScan(long id, Instant startedAt, boolean finished) {}
