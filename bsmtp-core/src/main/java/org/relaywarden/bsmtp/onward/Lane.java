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

/** What waits to go one way. Guarded by the lock of {@link Lanes}. */
final class Lane {

    private final Way way;
    private final Deque<Share> ready = new ArrayDeque<>();
    private final List<Share> deferred = new ArrayList<>();
    private int workers;
    private int connected;
    private boolean failing;

    Lane(Way way) {
        this.way = way;
    }

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

    void defer(Share share) {
        deferred.add(share);
    }

    Optional<Share> next() {
        return Optional.ofNullable(ready.pollFirst());
    }

    /** What was deferred and is due stands in line again. */
    void wake(Predicate<Share> isDue) {
        for (Iterator<Share> each = deferred.iterator(); each.hasNext(); ) {
            Share share = each.next();
            if (isDue.test(share)) {
                each.remove();
                ready.addLast(share);
            }
        }
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
        return ready.isEmpty() && deferred.isEmpty() && workers == 0;
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

    void setFailing(boolean isSo) {
        failing = isSo;
    }
}
