// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The mails that arrived, oldest first, bounded in number and size; safe for all threads. */
final class Inbox {
    private static final int MAILS_MAX = 10_000;
    private static final long BYTES_MAX = 256L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final List<ReceivedMail> mails = new ArrayList<>();
    private long bytes;

    /** Keeps the mail, unless there is no room for it. */
    boolean keep(ReceivedMail mail) {
        lock.lock();
        try {
            if (mails.size() >= MAILS_MAX || bytes + mail.content().length() > BYTES_MAX) {
                return false;
            }
            mails.add(mail);
            bytes += mail.content().length();
            arrival.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    List<ReceivedMail> all() {
        lock.lock();
        try {
            return List.copyOf(mails);
        } finally {
            lock.unlock();
        }
    }

    /** The mail of this number, counted from 1, as soon as it is there. */
    ReceivedMail await(int number, Duration atMost, Object owner) throws InterruptedException {
        long nanosLeft = atMost.toNanos();
        lock.lock();
        try {
            while (mails.size() < number) {
                if (nanosLeft <= 0) {
                    throw new IllegalStateException(owner + ": " + mails.size() + " of " + number
                            + " mails arrived within " + atMost + "; look at its dialogues(), or wait longer");
                }
                nanosLeft = arrival.awaitNanos(nanosLeft);
            }
            return mails.get(number - 1);
        } finally {
            lock.unlock();
        }
    }
}
