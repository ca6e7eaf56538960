// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.time.Instant;

/**
 * A scan that ended before all its hosts were judged: the process died or was stopped, or a run met a fault of ours.
 * Immutable.
 *
 * @param id the scan's own number
 * @param startedAt when it was begun
 */
public record UnfinishedScan(long id, Instant startedAt) {}
