// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * How a run ended. Immutable.
 *
 * @param delivered messages that wait no longer: the host has them, or has no such users and their senders are told
 * @param waiting messages that still wait
 * @param nextTry when the clock tries again; empty when nothing waits
 * @param words in one line, with the host's words in it: a stranger's text
 */
public record RunReport(String login, int delivered, int waiting, Optional<Instant> nextTry, String words) {}
