// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.relaywarden.bsmtp.outgoing.Patience;

/** What waits to go one way. Guarded by the lock of {@link Lanes}. */
final class Lane {

    private final Way way;
    private final Deque<Share> ready = new ArrayDeque<>();
    private final List<Deferred> deferred = new ArrayList<>();
    private final List<Share> inHand = new ArrayList<>();
    private String words = "";
    private int workers;
    private int connected;
    private boolean failing;

    Lane(Way way) {
        this.way = way;
    }

    private record Deferred(Share share, String words) {}

    Way way() {
        return way;
    }

    /** In the book of patience: ids of messages stand before a blank, so it is nobody else's. */
    String key() {
        return " " + way;
    }

    void add(Share share) {
        ready.addLast(share);
    }

    void addFirst(Share share) {
        ready.addFirst(share);
    }

    void defer(Share share, String why) {
        deferred.add(new Deferred(share, why));
    }

    /** Who takes one {@link #putDown puts it down} when it is known what became of it. */
    Optional<Share> next() {
        Optional<Share> next = Optional.ofNullable(ready.pollFirst());
        next.ifPresent(inHand::add);
        return next;
    }

    void putDown(Share share) {
        inHand.remove(share);
    }

    /** What was deferred and is due stands in line again. */
    void wake(Predicate<Share> isDue) {
        for (Iterator<Deferred> each = deferred.iterator(); each.hasNext(); ) {
            Share share = each.next().share();
            if (isDue.test(share)) {
                each.remove();
                ready.addLast(share);
            }
        }
    }

    /** The keys of all that waits in it for its own time. */
    List<String> keysOfDeferred() {
        return deferred.stream().map(one -> one.share().key()).toList();
    }

    /** All of it. */
    List<WaitingOnward> waiting(Patience patience) {
        Optional<Instant> laneDue = patience.dueAt(key());
        List<WaitingOnward> all = new ArrayList<>();
        inHand.forEach(share -> all.add(WaitingOnward.inLine(share).beingHandedOver()));
        ready.forEach(share -> all.add(WaitingOnward.inLine(share).until(laneDue, words)));
        for (Deferred one : deferred) {
            Optional<Instant> due = patience.dueAt(one.share().key())
                    .filter(own -> laneDue.isEmpty() || own.isAfter(laneDue.get()))
                    .or(() -> laneDue);
            all.add(WaitingOnward.inLine(one.share()).until(due, one.words()));
        }
        return all;
    }

    /** Takes out of the line those whose message came before this. */
    List<Share> takeOlderThan(Instant latest) {
        List<Share> older = new ArrayList<>();
        for (Iterator<Share> each = ready.iterator(); each.hasNext(); ) {
            Share share = each.next();
            if (!share.mail().envelope().receivedAt().isAfter(latest)) {
                each.remove();
                older.add(share);
            }
        }
        return older;
    }

    int ready() {
        return ready.size();
    }

    /** How many more may work on it. A host that did not answer is not dialled twice at once. */
    int workersWanted(int max) {
        return Math.min(failing ? 1 : max, ready.size()) - workers;
    }

    boolean isEmpty() {
        return ready.isEmpty() && inHand.isEmpty() && deferred.isEmpty() && workers == 0;
    }

    void entered() {
        workers++;
    }

    void left() {
        workers--;
    }

    /** How many of its workers have a connection. */
    int connected() {
        return connected;
    }

    void connects() {
        connected++;
    }

    void hangsUp() {
        connected--;
    }

    boolean isFailing() {
        return failing;
    }

    /** No host of it serves us. */
    void fails(String why) {
        failing = true;
        words = why;
    }

    void serves() {
        failing = false;
        words = "";
    }
}
