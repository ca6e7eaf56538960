// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;

/**
 * Hands the mail of one system mailbox to its consumer, one message at a time, on a thread of its own or on that of
 * {@code drain}. At least once: the message is removed after the consumer returned. Thread-safe.
 */
final class MailboxFeed {

    private final SystemMailbox mailbox;
    private final MailConsumer consumer;
    private final MailboxReader reader;
    private final SpoolJournal journal;
    private final Semaphore wake = new Semaphore(1);
    private final ReentrantLock turn = new ReentrantLock();
    /** What failed waits for the next drain, so that one bad message is not tried again with every new one. */
    private final Set<String> postponed = new HashSet<>();

    private final Thread thread;
    private volatile boolean ending;

    MailboxFeed(SystemMailbox mailbox, MailConsumer consumer, MailboxReader reader, SpoolJournal journal) {
        this.mailbox = mailbox;
        this.consumer = consumer;
        this.reader = reader;
        this.journal = journal;
        this.thread = Thread.ofVirtual().name("consume-" + mailbox.folder()).unstarted(this::feedWhenWoken);
    }

    void start() {
        thread.start();
    }

    void wake() {
        wake.release();
    }

    /** No further message is begun. */
    void end() {
        ending = true;
        wake();
    }

    /** Waits for the message under way; false when it takes longer. */
    boolean join(Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }

    /** Hands over all that lies there, what failed before too. */
    void drain() {
        turn.lock();
        try {
            postponed.clear();
            feed();
        } finally {
            turn.unlock();
        }
    }

    private void feedWhenWoken() {
        while (!ending) {
            wake.acquireUninterruptibly();
            wake.drainPermits();
            turn.lock();
            try {
                feed();
            } finally {
                turn.unlock();
            }
        }
    }

    private void feed() {
        try {
            for (StoredMail mail : reader.list(mailbox)) {
                if (ending) {
                    return;
                }
                if (!postponed.contains(mail.id())) {
                    handOver(mail);
                }
            }
        } catch (IOException failed) {
            journal.unreadable(Path.of(mailbox.folder()), failed);
        }
    }

    private void handOver(StoredMail mail) {
        try {
            Optional<InputStream> message = reader.open(mail);
            if (message.isEmpty()) {
                return;
            }
            byte[] bytes;
            try (InputStream body = message.get()) {
                bytes = body.readAllBytes();
            }
            consumer.take(mail, bytes);
            reader.remove(mail);
            journal.consumed(mail);
        } catch (IOException | RuntimeException | Error failed) {
            // An Error too: a stranger's mail that overflows a parser's stack must not end the consumer's thread.
            postponed.add(mail.id());
            journal.postponed(mail, failed);
        }
    }
}
