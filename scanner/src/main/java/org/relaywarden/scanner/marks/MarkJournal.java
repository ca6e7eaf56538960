// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.marks;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.relaywarden.bsmtp.journal.Journal;

/** What marks have to tell, by login. */
final class MarkJournal {

    private final Journal journal;

    MarkJournal(Journal journal) {
        this.journal = journal;
    }

    void marked(HostMark mark) {
        tell("marked-honeypot", mark, mark.by());
    }

    void unmarked(HostMark mark, String by) {
        tell("unmarked-honeypot", mark, by);
    }

    private void tell(String what, HostMark mark, String by) {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("host", mark.address().getHostAddress());
        fields.put("by", by);
        fields.put("reason", mark.reason());
        journal.fact(mark.login(), what, fields);
    }
}
