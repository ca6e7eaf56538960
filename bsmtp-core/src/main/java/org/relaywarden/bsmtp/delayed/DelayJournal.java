// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delayed;

import java.util.Map;
import org.relaywarden.bsmtp.journal.Journal;

/** What a look has to tell by itself; of each notice {@code bsmtp.bounce} tells. Thread-safe. */
final class DelayJournal {

    private final Journal journal;

    DelayJournal(Journal journal) {
        this.journal = journal;
    }

    /** An account could not be looked at, by a fault of ours; the next look does it. */
    void faulted(String login, Exception why) {
        journal.fact(login, "delay-look-faulted", Map.of("reason", why.toString()));
    }
}
