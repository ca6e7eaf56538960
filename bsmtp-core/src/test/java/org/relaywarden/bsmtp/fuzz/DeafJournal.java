// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.fuzz;

import java.util.Map;
import org.relaywarden.bsmtp.journal.Counter;
import org.relaywarden.bsmtp.journal.Journal;

/** Keeps nothing of what a million sessions tell. */
public final class DeafJournal implements Journal {

    @Override
    public void fact(String id, String fact, Map<String, ?> fields) {
        String.valueOf(fields); // as a log would
    }

    @Override
    public void count(Counter counter) {}

    @Override
    public long counted(Counter counter) {
        return 0;
    }
}
