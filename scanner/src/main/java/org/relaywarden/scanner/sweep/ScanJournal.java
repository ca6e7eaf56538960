// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.scanner.probe.Conversation;
import org.relaywarden.scanner.proof.Binding;
import org.relaywarden.scanner.targets.Target;

/** What the sweep has to tell, by login. */
final class ScanJournal {

    private final Journal journal;

    ScanJournal(Journal journal) {
        this.journal = journal;
    }

    void talked(Binding run, Target target, int connection, Conversation conversation) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", run.runId());
        fields.put("host", target.address().getHostAddress());
        fields.put("port", run.port());
        fields.put("from", run.vantage());
        fields.put("connection", connection);
        fields.put("reach", conversation.reach());
        fields.put("answers", conversation.answers().size());
        fields.put("left", conversation.left().size());
        journal.fact(target.login(), "talked", fields);
        journal.count(ScanCount.CONVERSATIONS);
    }

    void faulted(Target target, RuntimeException fault) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("host", target.address().getHostAddress());
        fields.put("fault", fault);
        journal.fact(target.login(), "not-tested", fields);
        journal.count(ScanCount.FAULTS);
    }
}
