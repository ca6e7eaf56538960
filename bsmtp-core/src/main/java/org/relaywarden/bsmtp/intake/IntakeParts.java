// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.time.InstantSource;
import java.util.Optional;
import org.relaywarden.bsmtp.auth.Authentication;
import org.relaywarden.bsmtp.filter.Screening;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.tls.ServerCertificate;

/**
 * What an intake works with; all of it outlives it, save the screening.
 *
 * @param policy decides about each recipient
 * @param screening looks at each mail before it is kept; closed with the intake
 * @param certificate shown in TLS; empty: STARTTLS is not offered
 * @param authentication tells whose a password is; empty: AUTH is not offered
 */
public record IntakeParts(
        RecipientPolicy policy,
        Screening screening,
        Spool spool,
        Optional<ServerCertificate> certificate,
        Optional<Authentication> authentication,
        Journal journal,
        InstantSource clock) {

    /** Without a content filter, and without TLS. */
    public IntakeParts(RecipientPolicy policy, Spool spool, Journal journal, InstantSource clock) {
        this(policy, Screening.none(journal), spool, Optional.empty(), Optional.empty(), journal, clock);
    }

    /** The same, and this content filter. */
    public IntakeParts withScreening(Screening by) {
        return new IntakeParts(policy, by, spool, certificate, authentication, journal, clock);
    }

    /** The same, and this certificate. */
    public IntakeParts withCertificate(ServerCertificate shown) {
        return new IntakeParts(
                policy, screening, spool, Optional.of(shown), authentication, journal, clock);
    }

    /** The same, and whoever knows a password may log in, within TLS. */
    public IntakeParts withAuthentication(Authentication by) {
        return new IntakeParts(policy, screening, spool, certificate, Optional.of(by), journal, clock);
    }
}
