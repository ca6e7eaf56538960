// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.run;

import java.time.Instant;
import java.util.Optional;

/**
 * How a run ended. Immutable.
 *
 * @param delivered messages that the host has now, for every recipient
 * @param bounced messages that went because the host has no such users; their senders are told
 *     where that is owed (decision 10)
 * @param waiting messages that still wait
 * @param nextTry when the clock tries again; empty when nothing waits
 * @param words in one line, with the host's words in it: a stranger's text
 */
public record RunReport(
        String login, int delivered, int bounced, int waiting, Optional<Instant> nextTry, String words) {}
