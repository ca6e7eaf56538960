// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Who runs: one run for each account at a time, so many accounts at once, and never a request without a run that began,
 * or looked again, after it. Level-triggered: what is asked for is remembered until a run takes it up. Thread-safe.
 */
final class Turns {

    private final Runner runner;
    private final Semaphore atOnce;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition oneLess = lock.newCondition();
    /** The accounts that have a thread, with what is wanted of it next; guarded by the lock. */
    private final Map<String, List<Request>> wantedByLogin = new HashMap<>();

    private volatile boolean closed;

    Turns(int runsAtOnce, Runner runner) {
        this.runner = runner;
        this.atOnce = new Semaphore(runsAtOnce, true);
    }

    /** Does one run; throws nothing. */
    @FunctionalInterface
    interface Runner {
        RunReport run(String login, Wanted wanted);
    }

    /** Someone who waits for the end of a run. */
    record Watcher(Consumer<MessageReport> told, CompletableFuture<RunReport> ended) {}

    record Request(Reason reason, Optional<Watcher> watcher) {}

    /**
     * What a run is to do.
     *
     * @param newMail takes up the new mail that came since, and says whether there was some
     */
    record Wanted(Set<Reason> reasons, List<Watcher> watchers, BooleanSupplier newMail) {

        /** Then nobody watches. */
        boolean isOnlyNewMail() {
            return reasons.equals(EnumSet.of(Reason.NEW_MAIL));
        }

        void tell(MessageReport report) {
            watchers.forEach(watcher -> watcher.told().accept(report));
        }
    }

    void request(String login, Request request) {
        lock.lock();
        try {
            List<Request> wanted = wantedByLogin.get(login);
            if (closed) {
                refuse(login, List.of(request));
            } else if (wanted != null) {
                add(wanted, request);
            } else {
                wantedByLogin.put(login, new ArrayList<>(List.of(request)));
                Thread.ofVirtual().name("delivery-" + login).start(() -> runWhileWanted(login));
            }
        } finally {
            lock.unlock();
        }
    }

    /** A reason counts once, so a flood of new mail keeps no list; who watches is never left out. */
    private static void add(List<Request> wanted, Request request) {
        boolean known = request.watcher().isEmpty()
                && wanted.stream().anyMatch(other -> other.reason() == request.reason());
        if (!known) {
            wanted.add(request);
        }
    }

    private void runWhileWanted(String login) {
        Optional<Wanted> wanted = Optional.empty();
        do {
            atOnce.acquireUninterruptibly();
            try {
                wanted = take(login);
                wanted.ifPresent(run -> run(login, run));
            } finally {
                atOnce.release();
            }
        } while (wanted.isPresent());
    }

    private void run(String login, Wanted wanted) {
        RunReport report = runner.run(login, wanted);
        wanted.watchers().forEach(watcher -> watcher.ended().complete(report));
    }

    /** What is wanted; empty when nothing is: the account has no thread any more then. */
    private Optional<Wanted> take(String login) {
        lock.lock();
        try {
            List<Request> requests = wantedByLogin.getOrDefault(login, List.of());
            if (closed) {
                refuse(login, requests);
            }
            if (closed || requests.isEmpty()) {
                wantedByLogin.remove(login);
                oneLess.signalAll();
                return Optional.empty();
            }
            Set<Reason> reasons = EnumSet.noneOf(Reason.class);
            requests.forEach(request -> reasons.add(request.reason()));
            List<Watcher> watchers =
                    requests.stream().flatMap(request -> request.watcher().stream()).toList();
            requests.clear();
            return Optional.of(new Wanted(reasons, watchers, () -> takeNewMail(login)));
        } finally {
            lock.unlock();
        }
    }

    private boolean takeNewMail(String login) {
        lock.lock();
        try {
            List<Request> requests = wantedByLogin.get(login);
            return requests != null && requests.removeIf(request -> request.reason() == Reason.NEW_MAIL);
        } finally {
            lock.unlock();
        }
    }

    private static void refuse(String login, List<Request> requests) {
        RunReport stops = new RunReport(login, 0, 0, Optional.empty(), "the program stops");
        requests.forEach(request -> request.watcher().ifPresent(watcher -> watcher.ended().complete(stops)));
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
