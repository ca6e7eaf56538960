// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.Destination;

/** What the screening has to tell. What was refused stands in the intake's own line. Thread-safe. */
final class FilterJournal {

    private final Journal journal;

    FilterJournal(Journal journal) {
        this.journal = journal;
    }

    void accepted() {
        journal.count(FilterCounter.ACCEPTED);
    }

    /** Customers' copies are going to lie in their account mailboxes instead of being pushed. */
    void setAside(String id, String why, List<Destination> customers) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reason", why);
        fields.put("recipients", customers.stream().mapToInt(copy -> copy.recipients().size()).sum());
        journal.fact(id, "set-aside", fields);
        journal.count(FilterCounter.SET_ASIDE);
    }

    void rejected() {
        journal.count(FilterCounter.REJECTED);
    }

    void deferred() {
        journal.count(FilterCounter.DEFERRED);
    }
}
