// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.scanner.battery.TestId;

/** What the collector has to tell, by the id of the mail. */
final class CollectorJournal {

    private final Journal journal;

    CollectorJournal(Journal journal) {
        this.journal = journal;
    }

    void returned(ProbeReturn proof) {
        SequencedMap<String, Object> fields = fields(proof.runId(), proof.test());
        fields.put("peer", proof.handedInBy().getHostAddress());
        fields.put("helo", proof.helo());
        journal.fact(proof.mailId(), "returned", fields);
        journal.count(CollectorCount.RETURNED);
    }

    void bounced(String mailId, long runId, TestId test) {
        journal.fact(mailId, "bounced", fields(runId, test));
        journal.count(CollectorCount.BOUNCED);
    }

    /** Forged, unknown or out of place: said and counted, and nothing follows from it. */
    void notBelieved(String mailId, MailAddress recipient, String why) {
        journal.fact(mailId, "not-believed", Map.of("to", recipient, "why", why));
        journal.count(CollectorCount.NOT_BELIEVED);
    }

    private static SequencedMap<String, Object> fields(long runId, TestId test) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", runId);
        fields.put("test", test);
        return fields;
    }
}
