// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.time.InstantSource;
import org.relaywarden.bsmtp.filter.Screening;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.spool.Spool;

/**
 * What an intake works with; all of it outlives it, save the screening.
 *
 * @param policy decides about each recipient
 * @param screening looks at each mail before it is kept; closed with the intake
 */
public record IntakeParts(
        RecipientPolicy policy, Screening screening, Spool spool, Journal journal, InstantSource clock) {

    /** Without a content filter. */
    public IntakeParts(RecipientPolicy policy, Spool spool, Journal journal, InstantSource clock) {
        this(policy, Screening.none(journal), spool, journal, clock);
    }
}
