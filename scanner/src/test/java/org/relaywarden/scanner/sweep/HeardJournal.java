// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.relaywarden.bsmtp.journal.Counter;
import org.relaywarden.bsmtp.journal.Journal;

/** A journal that a test can wait for. */
final class HeardJournal implements Journal {

    private final Journal counts = Journal.toLog();
    private final List<String> facts = new ArrayList<>();

    @Override
    public synchronized void fact(String id, String fact, Map<String, ?> fields) {
        facts.add(fact + " " + fields);
        notifyAll();
    }

    @Override
    public void count(Counter counter) {
        counts.count(counter);
    }

    @Override
    public long counted(Counter counter) {
        return counts.counted(counter);
    }

    /** Waits until a fact has been told as often. */
    synchronized void await(String fact, int times, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (facts.stream().filter(told -> told.startsWith(fact + " ")).count() < times) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new IllegalStateException("not " + times + " times " + fact + " within " + atMost + ": " + facts);
            }
            wait(leftMillis);
        }
    }
}
