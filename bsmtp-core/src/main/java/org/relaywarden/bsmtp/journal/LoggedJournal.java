// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.journal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Facts to the logger {@code journal}, counts in memory. */
final class LoggedJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger("journal");

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    @Override
    public void fact(String id, String fact, Map<String, ?> fields) {
        if (LOG.isInfoEnabled()) {
            LOG.info(JournalLine.of(id, fact, fields));
        }
    }

    @Override
    public void count(Counter counter) {
        counts.computeIfAbsent(counter.id(), unseen -> new LongAdder()).increment();
    }

    @Override
    public long counted(Counter counter) {
        LongAdder count = counts.get(counter.id());
        return count == null ? 0 : count.sum();
    }
}
