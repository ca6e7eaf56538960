// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that share a commit when many come at once: whoever gets the lane does what waits in it, in the order it
 * came; there is a lane for each commit that the database does side by side. A commit costs milliseconds whatever is in it,
 * and a thousand sign-ons and runs may want one in a second. Of one key nothing runs side by side. Thread-safe.
 */
public final class SharedCommits {

    private static final int TOGETHER_MAX = 64;

    /** So many fail alone, one after the other: it is not they, it is the database. */
    private static final int ALONE_FAILURES_MAX = 2;

    private final Store store;
    private final List<Lane> lanes;

    /** Commits in this store. */
    public SharedCommits(Store store) {
        this.store = store;
        lanes = Stream.generate(Lane::new).limit(store.commitsAtOnce()).toList();
    }

    /**
     * Does the work, once or, when others were in the way, again; when this returns it is committed. What the work
     * throws comes out here, and of no other work.
     *
     * @param key of one key nothing runs side by side, and all in the order in which it came: a login
     * @param work answers something, never null; must not call this object, nor anything that waits for one who does
     * @throws StoreException when the database fails, or is away
     */
    public <T> T in(String key, Function<Session, T> work) {
        Lane lane = lanes.get(Math.floorMod(key.hashCode(), lanes.size()));
        Item<T> item = new Item<>(work);
        lane.waiting.add(item);
        lane.turn.lock();
        try {
            while (!item.done) {
                run(lane.some());
            }
        } finally {
            lane.turn.unlock();
        }
        return item.result();
    }

    private void run(List<Item<?>> batch) {
        try {
            // Done again as a whole when others are in the way, so the results count only after the commit.
            store.inTransaction(session -> batch.forEach(item -> {
                item.work(session);
                // Or each query of the next one would look through what all before it have touched.
                session.flush();
                session.clear();
            }));
            batch.forEach(item -> item.end(null));
        } catch (RuntimeException failed) {
            if (batch.size() == 1) {
                batch.getFirst().end(failed);
            } else {
                alone(batch);
            }
        } finally {
            // Whatever happened, nobody waits for ever.
            batch.stream()
                    .filter(item -> !item.done)
                    .forEach(item -> item.end(new IllegalStateException("broken off")));
        }
    }

    /** One of them is at fault, and the others are not to suffer for it; or the database is away. */
    private void alone(List<Item<?>> batch) {
        int failures = 0;
        for (Item<?> item : batch) {
            if (failures < ALONE_FAILURES_MAX) {
                run(List.of(item));
                failures = item.failure == null ? 0 : failures + 1;
            } else {
                item.end(new IllegalStateException("not tried: what came before it could not be recorded"));
            }
        }
    }

    private static final class Lane {

        private final ReentrantLock turn = new ReentrantLock();
        private final Queue<Item<?>> waiting = new ConcurrentLinkedQueue<>();

        private List<Item<?>> some() {
            List<Item<?>> batch = new ArrayList<>();
            for (Item<?> next = waiting.poll(); next != null; next = waiting.poll()) {
                batch.add(next);
                if (batch.size() == TOGETHER_MAX) {
                    break;
                }
            }
            return batch;
        }
    }

    /** Touched by who has the lane. */
    private static final class Item<T> {

        private final Function<Session, T> work;
        private @Nullable T result;
        private @Nullable RuntimeException failure;
        private boolean done;

        Item(Function<Session, T> work) {
            this.work = work;
        }

        void work(Session session) {
            result = work.apply(session);
        }

        void end(@Nullable RuntimeException how) {
            failure = how;
            done = true;
        }

        T result() {
            if (failure != null) {
                throw failure;
            }
            if (result == null) {
                throw new IllegalStateException("work that gives nothing");
            }
            return result;
        }
    }
}
