// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.time.InstantSource;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.spool.Spool;

/**
 * What an intake works with; all of it outlives it.
 *
 * @param policy decides about each recipient
 */
public record IntakeParts(RecipientPolicy policy, Spool spool, Journal journal, InstantSource clock) {}
