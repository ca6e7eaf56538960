// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.journal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal for tests that keeps its lines. */
public final class CapturedJournal implements Journal {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Journal counts = new LoggedJournal();

    @Override
    public void fact(String id, String fact, Map<String, ?> fields) {
        lines.add(JournalLine.of(id, fact, fields));
    }

    @Override
    public void count(Counter counter) {
        counts.count(counter);
    }

    @Override
    public long counted(Counter counter) {
        return counts.counted(counter);
    }

    /** What was written so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
