// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.relaywarden.bsmtp.client.Dialled;
import org.relaywarden.bsmtp.run.Order;
import org.relaywarden.bsmtp.run.RunReport;

/**
 * Who runs: one run for each account at a time, so many accounts at once, in the order in which they asked, and never a
 * request without a run that began, or looked again, after it. Level-triggered: what is asked for is remembered until a
 * run takes it up. Accounts whose host does not answer share half of the places, for each such dial takes long.
 * Thread-safe.
 */
final class Turns {

    /** Dials beyond it keep their place: each takes a socket. */
    private static final int ASIDE_MAX = 2_000;

    private final Runner runner;
    private final Predicate<String> failing;
    private final int placesMax;
    private final int slowPlacesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition oneLess = lock.newCondition();
    /** The accounts that run or wait for a place, with what is wanted of them next; guarded by the lock. */
    private final Map<String, List<Request>> wantedByLogin = new HashMap<>();

    private final SequencedSet<String> waiting = new LinkedHashSet<>();
    private final SequencedSet<String> waitingSlow = new LinkedHashSet<>();
    private int places;
    private int slowPlaces;
    private int aside;
    /** Runs whose dial has ended and that wait for a place: they come before those that have not begun. */
    private int returning;

    private volatile boolean closed;

    /**
     * @param placesMax runs at once
     * @param failing whether the host of an account did not answer when it was last dialled; asked under a lock
     */
    Turns(int placesMax, Predicate<String> failing, Runner runner) {
        this.placesMax = placesMax;
        this.slowPlacesMax = Math.max(1, placesMax / 2);
        this.failing = failing;
        this.runner = runner;
    }

    /** Does one run; throws nothing. */
    @FunctionalInterface
    interface Runner {
        RunReport run(String login, Wanted wanted);
    }

    void request(String login, Request request) {
        lock.lock();
        try {
            if (closed) {
                refuse(login, List.of(request));
                return;
            }
            List<Request> wanted = wantedByLogin.get(login);
            if (wanted == null) {
                wantedByLogin.put(login, new ArrayList<>(List.of(request)));
                queue(login);
            } else {
                add(wanted, request);
                if (waitingSlow.contains(login) && !isSlow(login)) {
                    waitingSlow.remove(login);
                    waiting.addLast(login);
                }
            }
            fillPlaces();
        } finally {
            lock.unlock();
        }
    }

    /** A reason counts once, so a flood of new mail keeps no list; who watches is never left out. */
    private static void add(List<Request> wanted, Request request) {
        boolean known = request instanceof Request.Run(Reason reason, Optional<Request.Watcher> watcher)
                && watcher.isEmpty()
                && wanted.stream().anyMatch(other -> other instanceof Request.Run run && run.reason() == reason);
        if (!known) {
            wanted.add(request);
        }
    }

    private void queue(String login) {
        (isSlow(login) ? waitingSlow : waiting).addLast(login);
    }

    /** Who is to dial at once never waits among those whose dials take long. */
    private boolean isSlow(String login) {
        return failing.test(login)
                && wantedByLogin.getOrDefault(login, List.of()).stream()
                        .allMatch(request -> request instanceof Request.Run run && run.reason().waitsForClock());
    }

    private void fillPlaces() {
        while (places + returning < placesMax) {
            boolean slowMay = !waitingSlow.isEmpty() && slowPlaces < slowPlacesMax;
            boolean slow = slowMay && (waiting.isEmpty() || slowPlaces == 0);
            if (!slow && waiting.isEmpty()) {
                return;
            }
            String login = slow ? waitingSlow.removeFirst() : waiting.removeFirst();
            places++;
            slowPlaces += slow ? 1 : 0;
            Thread.ofVirtual().name("delivery-" + login).start(() -> runOnce(login, slow));
        }
    }

    private void runOnce(String login, boolean slow) {
        try {
            Wanted wanted = take(login, slow);
            wanted.acts().forEach(Request.Act::doIt);
            if (!wanted.reasons().isEmpty()) {
                RunReport report = runner.run(login, wanted);
                wanted.watchers().forEach(watcher -> watcher.ended().complete(report));
            }
        } finally {
            leave(login, slow);
        }
    }

    private Wanted take(String login, boolean slow) {
        lock.lock();
        try {
            Set<Reason> reasons = EnumSet.noneOf(Reason.class);
            List<Request.Watcher> watchers = new ArrayList<>();
            List<Request.Act> acts = new ArrayList<>();
            List<Request> requests = wantedByLogin.getOrDefault(login, List.of());
            for (Request request : requests) {
                switch (request) {
                    case Request.Run(Reason reason, Optional<Request.Watcher> watcher) -> {
                        reasons.add(reason);
                        watcher.ifPresent(watchers::add);
                    }
                    case Request.Act act -> acts.add(act);
                }
            }
            requests.clear();
            // Hosts that did not answer the last time stay in their places: there are only so many for them.
            Order.Aside where = slow ? Supplier::get : this::aside;
            return new Wanted(reasons, watchers, acts, () -> takeNewMail(login), where);
        } finally {
            lock.unlock();
        }
    }

    /** A dial may take half a minute, and nothing is done meanwhile: others may have the place. */
    private Dialled aside(Supplier<Dialled> dial) {
        if (!leavePlace()) {
            return dial.get();
        }
        try {
            return dial.get();
        } finally {
            takePlaceAgain();
        }
    }

    private boolean leavePlace() {
        lock.lock();
        try {
            if (aside >= ASIDE_MAX || closed) {
                return false;
            }
            aside++;
            places--;
            fillPlaces();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void takePlaceAgain() {
        lock.lock();
        try {
            aside--;
            returning++;
            while (places >= placesMax && !closed) {
                oneLess.awaitUninterruptibly();
            }
            returning--;
            places++;
        } finally {
            lock.unlock();
        }
    }

    private boolean takeNewMail(String login) {
        lock.lock();
        try {
            List<Request> requests = wantedByLogin.get(login);
            return requests != null
                    && requests.removeIf(request -> request instanceof Request.Run run
                            && run.reason() == Reason.NEW_MAIL);
        } finally {
            lock.unlock();
        }
    }

    /** What was asked for meanwhile goes to the end of the line: nobody keeps a place for ever. */
    private void leave(String login, boolean slow) {
        lock.lock();
        try {
            places--;
            slowPlaces -= slow ? 1 : 0;
            List<Request> requests = wantedByLogin.getOrDefault(login, List.of());
            if (closed) {
                refuse(login, requests);
                wantedByLogin.remove(login);
            } else if (requests.isEmpty()) {
                wantedByLogin.remove(login);
            } else {
                queue(login);
            }
            oneLess.signalAll();
            if (!closed) {
                fillPlaces();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void refuse(String login, List<Request> requests) {
        RunReport stops = new RunReport(login, 0, 0, 0, Optional.empty(), "the program stops");
        for (Request request : requests) {
            switch (request) {
                case Request.Run(_, Optional<Request.Watcher> watcher) ->
                        watcher.ifPresent(one -> one.ended().complete(stops));
                case Request.Act act ->
                        act.done().completeExceptionally(new IllegalStateException("the program stops"));
            }
        }
    }

    /** Whether an account waits for a place. */
    boolean othersWait() {
        lock.lock();
        try {
            return !waiting.isEmpty() || !waitingSlow.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a run is under way, or waits for its turn. */
    boolean isUnderWay(String login) {
        lock.lock();
        try {
            return wantedByLogin.containsKey(login);
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** No run begins from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            for (SequencedSet<String> line : List.of(waiting, waitingSlow)) {
                line.forEach(login -> refuse(login, wantedByLogin.getOrDefault(login, List.of())));
                wantedByLogin.keySet().removeAll(line);
                line.clear();
            }
            oneLess.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the runs under way; false when they take longer. */
    boolean join(Duration atMost) {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (!wantedByLogin.isEmpty() && nanos > 0) {
                nanos = oneLess.awaitNanos(nanos);
            }
            return wantedByLogin.isEmpty();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
