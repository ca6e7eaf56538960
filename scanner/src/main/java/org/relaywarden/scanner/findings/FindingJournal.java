// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.findings;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.relaywarden.bsmtp.journal.Journal;

/** What judgements have to tell, by login. Thread-safe. */
public final class FindingJournal {

    private final Journal journal;

    public FindingJournal(Journal journal) {
        this.journal = journal;
    }

    /** A finding was appended. */
    public void judged(Finding finding) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", finding.runId());
        fields.put("finding", finding.sequence());
        fields.put("host", finding.address().getHostAddress());
        fields.put("port", finding.port());
        fields.put("vantage", finding.vantage());
        fields.put("verdict", finding.verdict());
        fields.put("reason", finding.reason());
        journal.fact(finding.login(), "judged", fields);
        journal.count(FindingCount.FINDINGS);
    }

    /** A return came after the host was seen closed: nothing follows (decision 12). */
    public void filedLate(long runId, String login) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", runId);
        fields.put("why", "the host was seen closed since");
        journal.fact(login, "filed", fields);
        journal.count(FindingCount.FILED_LATE);
    }
}
