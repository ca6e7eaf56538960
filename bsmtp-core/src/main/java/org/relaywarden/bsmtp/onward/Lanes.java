// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.outgoing.Patience;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.workers.Places;
import org.relaywarden.bsmtp.workers.UnderWay;

/**
 * A lane for each way, with its own line and its own wait, so that a slow or dead destination holds nobody else up. Who
 * works on a lane is a thread of its own; {@link Places} are the ceiling over all.
 */
final class Lanes implements Onward {

    private static final Duration MESSAGE_UNDER_WAY_MAX = Duration.ofSeconds(5);
    private static final Duration CUT_OFF_MAX = Duration.ofSeconds(2);

    private final OnwardParts parts;
    private final OnwardSettings settings;
    private final OnwardJournal journal;
    private final Ledger ledger;
    private final Sorting sorting;
    private final Settling settling;
    private final Reach reach;
    private final LocalCopies copies;
    private final Places places;
    private final ReentrantLock lock = new ReentrantLock();
    private final UnderWay underWay = new UnderWay();
    // Guarded by the lock.
    private final Map<Way, Lane> lanes = new HashMap<>();
    private final Patience patience;
    private volatile boolean closed;

    Lanes(OnwardParts parts, OnwardSettings settings) {
        this.parts = parts;
        this.settings = settings;
        journal = new OnwardJournal(parts.journal());
        ledger = new Ledger(parts.spool(), settings.folder(), journal);
        sorting = new Sorting(parts.ours(), settings.relay(), ledger, journal, this::add);
        settling = new Settling(parts, settings, journal, ledger);
        reach = new Reach(parts.routes(), parts.client(), settings.port());
        copies = new LocalCopies(parts, settings.ownAddress(), journal);
        places = new Places(settings.connectionsMax());
        patience = new Patience(settings.retryFirst(), settings.retryMax());
    }

    @Override
    public void start() throws IOException {
        List<StoredMail> lying = new ArrayList<>();
        for (SystemMailbox mailbox : settings.mailboxes()) {
            parts.spool().whenArrived(mailbox, this::arrived);
            lying.addAll(parts.spool().list(mailbox));
        }
        sorting.begin(lying);
        ledger.tidy();
    }

    /** Whoever brought it waits for a reply: which way it goes is a question to the books. */
    private void arrived(StoredMail mail) {
        underWay.oneMore();
        Thread.ofVirtual().name("onward-sort").start(() -> {
            try {
                sorting.take(mail);
            } finally {
                underWay.oneLess();
            }
        });
    }

    private void add(Share share) {
        lock.lock();
        try {
            Lane lane = lanes.computeIfAbsent(share.way(), Lane::new);
            lane.add(share);
            staff(lane);
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void staff(Lane lane) {
        if (closed || !patience.isDue(lane.key(), parts.clock().instant())) {
            return;
        }
        for (int more = lane.workersWanted(settings.connectionsPerDomainMax()); more > 0; more--) {
            lane.entered();
            underWay.oneMore();
            boolean slow = lane.isFailing();
            Thread.ofVirtual().name("onward-" + lane.way()).start(() -> work(lane, slow));
        }
    }

    private void work(Lane lane, boolean slow) {
        try {
            new LaneRun(this, lane, slow, places, parts, journal, reach, copies).run();
        } catch (RuntimeException | Error ours) {
            journal.fault(lane.way().toString(), ours);
        } finally {
            leave(lane);
        }
    }

    private void leave(Lane lane) {
        lock.lock();
        try {
            lane.left();
            if (lane.isEmpty()) {
                lanes.remove(lane.way());
                patience.succeeded(lane.key());
            } else {
                staff(lane);
            }
        } finally {
            lock.unlock();
            underWay.oneLess();
        }
    }

    /** Whose turn it is; nobody's while the host is being left alone, or when the program stops. */
    Optional<Share> next(Lane lane) {
        lock.lock();
        try {
            return closed || !patience.isDue(lane.key(), parts.clock().instant()) ? Optional.empty() : lane.next();
        } finally {
            lock.unlock();
        }
    }

    /** The host of a lane greeted us: what waits there may go, by more than one connection. */
    void reached(Lane lane) {
        lock.lock();
        try {
            lane.connects();
            lane.serves();
            patience.succeeded(lane.key());
        } finally {
            lock.unlock();
        }
    }

    /** A worker that had reached it is done. */
    void hungUp(Lane lane) {
        lock.lock();
        try {
            lane.hangsUp();
        } finally {
            lock.unlock();
        }
    }

    /**
     * No host of a lane serves us now: all of it waits, and what has waited for too long is given up. While another worker
     * is served there, it is only more connections that the host does not want; and of several that dialled at once, the
     * first one has told.
     */
    void unreachable(Lane lane, String words) {
        List<Share> tooOld;
        lock.lock();
        try {
            lane.fails(words);
            Instant now = parts.clock().instant();
            if (lane.connected() > 0 || !patience.isDue(lane.key(), now)) {
                return;
            }
            Instant retryAt = patience.failed(lane.key(), now);
            tooOld = lane.takeOlderThan(settling.oldest());
            journal.unreachable(lane.way(), words, lane.ready(), retryAt);
        } finally {
            lock.unlock();
        }
        tooOld.forEach(share -> book(lane, share, Fate.waits(share.recipients(), words)));
    }

    /** Draws the consequences of what became of a share. */
    void book(Lane lane, Share share, Fate fate) {
        if (!fate.again().isEmpty()) {
            again(lane, share.forOnly(fate.again()));
        }
        deferred(lane, share, settling.book(share, fate), fate.words());
    }

    /** There never will be a way for what stands in this lane. */
    void nowhere(Lane lane, Share share, Reach.Reached.Nowhere why) {
        deferred(lane, share, settling.nowhere(share, why.status(), why.words()), why.words());
    }

    /** Stands at the head of the line again. */
    void again(Lane lane, Share share) {
        lock.lock();
        try {
            lane.putDown(share);
            lane.addFirst(share);
        } finally {
            lock.unlock();
        }
    }

    private void deferred(Lane lane, Share share, List<MailAddress> waiting, String words) {
        lock.lock();
        try {
            lane.putDown(share);
            if (waiting.isEmpty()) {
                patience.succeeded(share.key());
                return;
            }
            Share rest = share.forOnly(waiting);
            lane.defer(rest, words);
            journal.deferred(rest, words, patience.failed(rest.key(), parts.clock().instant()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void look() {
        ledger.tidy();
        sorting.again();
        lock.lock();
        try {
            Instant now = parts.clock().instant();
            lanes.values().forEach(lane -> {
                lane.wake(share -> patience.isDue(share.key(), now));
                staff(lane);
            });
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<WaitingOnward> waiting() {
        List<WaitingOnward> all = new ArrayList<>(sorting.unsorted());
        lock.lock();
        try {
            lanes.values().forEach(lane -> all.addAll(lane.waiting(patience)));
        } finally {
            lock.unlock();
        }
        all.sort(WaitingOnward.OLDEST_FIRST);
        return all;
    }

    @Override
    public int tryNow(Optional<String> way) {
        sorting.again();
        lock.lock();
        try {
            int due = 0;
            for (Lane lane : List.copyOf(lanes.values())) {
                if (way.isEmpty() || way.get().equals(lane.way().toString())) {
                    due += Math.toIntExact(lane.waiting(patience).stream()
                            .filter(waiting -> waiting.nextTry().isPresent())
                            .count());
                    patience.succeeded(lane.key());
                    lane.keysOfDeferred().forEach(patience::succeeded);
                    lane.wake(_ -> true);
                    staff(lane);
                }
            }
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** Threads that work on a lane, or wait for a place there. */
    int underWay() {
        return underWay.threads();
    }

    /** Waits for what is under way; false when it takes longer. */
    boolean join(Duration atMost) {
        return underWay.join(atMost);
    }

    @Override
    public void close() {
        closed = true;
        parts.client().hurry();
        if (!join(MESSAGE_UNDER_WAY_MAX)) {
            parts.client().close();
            join(CUT_OFF_MAX);
        }
        parts.client().close();
    }
}
