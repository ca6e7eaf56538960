// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.casefile;

import java.time.Instant;

/**
 * One thing that was done (D2, D3). Immutable, in the database too: no code changes or removes one.
 *
 * @param sequence rises within the case, from 1
 * @param actor {@code scanner}, {@code desk}, {@code driver}, {@code customer}, or an operator's name
 * @param event the event's name: RelayProven
 * @param text what happened, in one sentence for people; a stranger's words in it are made visible and capped
 * @param stateAfter where the case stood then
 */
public record HistoryLine(
        long sequence, Instant at, String actor, String event, String text, CaseState stateAfter) {}
