// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.recipients.OurDomains;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * Finds out which way each recipient of a message goes, once what was noted is read, and as soon as the books can be asked.
 * Thread-safe.
 */
final class Sorting {

    private final OurDomains ours;
    private final Optional<InetSocketAddress> relay;
    private final Ledger ledger;
    private final OnwardJournal journal;
    private final Consumer<Share> lanes;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private final List<StoredMail> early = new ArrayList<>();
    private final List<StoredMail> unsorted = new ArrayList<>();
    private boolean begun;

    Sorting(OurDomains ours, Optional<InetSocketAddress> relay, Ledger ledger, OnwardJournal journal,
            Consumer<Share> lanes) {
        this.ours = ours;
        this.relay = relay;
        this.ledger = ledger;
        this.journal = journal;
        this.lanes = lanes;
    }

    /**
     * Takes up what lies there, and what came meanwhile. Once.
     *
     * @throws IOException when what was noted can't be read
     */
    void begin(List<StoredMail> lying) throws IOException {
        ledger.begin(lying.stream().map(StoredMail::id).collect(Collectors.toSet()));
        List<StoredMail> all = new ArrayList<>(lying);
        lock.lock();
        try {
            begun = true;
            all.addAll(early);
            early.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(this::sortIfNew);
    }

    /** Takes a message that has just come; before the beginning it waits for that. */
    void take(StoredMail mail) {
        lock.lock();
        try {
            if (!begun) {
                early.add(mail);
                return;
            }
        } finally {
            lock.unlock();
        }
        sortIfNew(mail);
    }

    /** Tries those again whose way the books could not be asked about. */
    void again() {
        List<StoredMail> again;
        lock.lock();
        try {
            again = List.copyOf(unsorted);
            unsorted.clear();
        } finally {
            lock.unlock();
        }
        again.forEach(this::sort);
    }

    /** What came while the mailbox was read may be seen twice. */
    private void sortIfNew(StoredMail mail) {
        if (ledger.open(mail)) {
            sort(mail);
        }
    }

    private void sort(StoredMail mail) {
        Map<Way, List<MailAddress>> byWay;
        try {
            byWay = Way.of(ledger.left(mail), ours, relay);
        } catch (RuntimeException booksAway) {
            journal.fault(mail.id(), booksAway);
            lock.lock();
            try {
                unsorted.add(mail);
            } finally {
                lock.unlock();
            }
            return;
        }
        byWay.forEach((way, recipients) -> lanes.accept(new Share(mail, way, recipients)));
    }

    /** What waits for the books. */
    List<WaitingOnward> unsorted() {
        List<StoredMail> waiting;
        lock.lock();
        try {
            waiting = List.copyOf(unsorted);
        } finally {
            lock.unlock();
        }
        return waiting.stream()
                .map(mail -> WaitingOnward.unsorted(mail, ledger.left(mail)))
                .toList();
    }
}
