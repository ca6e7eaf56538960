// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.runs;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.scanner.findings.Finding;

/** What judgements have to tell, by login. */
final class RunJournal {

    private final Journal journal;

    RunJournal(Journal journal) {
        this.journal = journal;
    }

    void judged(Finding finding) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", finding.runId());
        fields.put("finding", finding.sequence());
        fields.put("host", finding.address().getHostAddress());
        fields.put("port", finding.port());
        fields.put("vantage", finding.vantage());
        fields.put("verdict", finding.verdict());
        fields.put("reason", finding.reason());
        journal.fact(finding.login(), "judged", fields);
        journal.count(RunCount.FINDINGS);
    }

    void filedLate(long runId, String login) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", runId);
        fields.put("why", "the host was seen closed since");
        journal.fact(login, "filed", fields);
        journal.count(RunCount.FILED_LATE);
    }
}
