// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.time.InstantSource;
import org.relaywarden.bsmtp.filter.Screening;
import org.relaywarden.bsmtp.net.KnownPeers;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.spool.Spool;

/** What every session works with. */
record Parts(IntakeSettings settings, IntakeParts given, IntakeJournal journal, KnownPeers knownPeers) {

    RecipientPolicy policy() {
        return given.policy();
    }

    Screening screening() {
        return given.screening();
    }

    Spool spool() {
        return given.spool();
    }

    InstantSource clock() {
        return given.clock();
    }
}
