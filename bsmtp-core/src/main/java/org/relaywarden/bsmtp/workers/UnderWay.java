// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.workers;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many threads are at work, for whoever waits for their end. Thread-safe. */
public final class UnderWay {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int threads;

    /** Before a thread is started. */
    public void oneMore() {
        lock.lock();
        try {
            threads++;
        } finally {
            lock.unlock();
        }
    }

    /** As the last thing that a thread does. */
    public void oneLess() {
        lock.lock();
        try {
            threads--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many just now. */
    public int threads() {
        lock.lock();
        try {
            return threads;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there are none; false when it takes longer. */
    public boolean join(Duration atMost) {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (threads > 0 && nanos > 0) {
                nanos = ended.awaitNanos(nanos);
            }
            return threads == 0;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
