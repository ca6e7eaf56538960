// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import java.util.LinkedHashMap;
import java.util.Map;
import org.relaywarden.bsmtp.journal.Journal;

/** What is to be told of milters. Thread-safe. */
final class MilterJournal {

    private final Journal journal;

    MilterJournal(Journal journal) {
        this.journal = journal;
    }

    void ruled() {
        journal.count(MilterCounter.RULED);
    }

    void missed() {
        journal.count(MilterCounter.ABSENT);
    }

    /** An outage begins: this mail is the first one that a milter did not judge. */
    void absent(String milter, String mail, MilterSettings.Absence absence, MilterFault why) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("milter", milter);
        fields.put("mail", mail);
        fields.put("mails-are", absence == MilterSettings.Absence.ACCEPT ? "accepted" : "deferred");
        fields.put("reason", String.valueOf(why.getMessage()));
        journal.fact("milter", "absent", fields);
    }

    /** It is over. */
    void returned(String milter, long missedMails) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("milter", milter);
        fields.put("missed-mails", missedMails);
        journal.fact("milter", "returned", fields);
    }
}
