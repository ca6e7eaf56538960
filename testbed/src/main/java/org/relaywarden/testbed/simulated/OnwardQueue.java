// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.simulated;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.relaywarden.testbed.simulated.OnwardConversation.Outcome;
import org.relaywarden.testbed.simulated.behaviour.Host;
import org.relaywarden.testbed.simulated.behaviour.MailAddress;

/**
 * Mail on its way to a next hop: each attempt is a conversation of its own, a deferred mail is tried again after the
 * interval, a refused or overdue one is sent back. Bounded in mails and attempts. One thread runs it; it waits in real
 * time, because what it waits for is another socket.
 */
final class OnwardQueue {
    private static final int MAILS_MAX = 1_000;
    private static final int ATTEMPTS_MAX = 300;

    /** A mail for one recipient. */
    record Waiting(String id, MailAddress sender, MailAddress recipient, String content) {
        Waiting to(MailAddress other) {
            return new Waiting(id, sender, other, content);
        }
    }

    private static final class Slot {
        private final Waiting mail;
        private int attempts;
        private long dueNanos;
        private boolean hurried;

        Slot(Waiting mail) {
            this.mail = mail;
            this.dueNanos = System.nanoTime();
        }
    }

    private final Host host;
    private final OnwardRoutes routes;
    private final Duration retryEvery;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Slot> slots = new ArrayList<>();
    private boolean paused;

    OnwardQueue(Host host, OnwardRoutes routes, Duration retryEvery, InstantSource clock) {
        this.host = host;
        this.routes = routes;
        this.retryEvery = retryEvery;
        this.clock = clock;
    }

    boolean hasRoomFor(int mails) {
        return size() + mails <= MAILS_MAX;
    }

    int size() {
        lock.lock();
        try {
            return slots.size();
        } finally {
            lock.unlock();
        }
    }

    void add(Collection<Waiting> mails) {
        change(() -> mails.forEach(mail -> slots.add(new Slot(mail))));
    }

    void retryNow() {
        change(() -> slots.forEach(slot -> {
            slot.dueNanos = System.nanoTime();
            slot.hurried = true;  // an attempt that is on its way may have begun too early, so another one follows
        }));
    }

    void empty() {
        change(slots::clear);
    }

    void pause(boolean stop) {
        change(() -> paused = stop);
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Works until its thread is interrupted. */
    void run() {
        try {
            while (true) {
                attempt(nextDue());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Slot nextDue() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = System.nanoTime();
                long waitNanos = Long.MAX_VALUE;
                for (Slot slot : paused ? List.<Slot>of() : slots) {
                    if (slot.dueNanos - now <= 0) {
                        slot.hurried = false;
                        return slot;
                    }
                    waitNanos = Math.min(waitNanos, slot.dueNanos - now);
                }
                changed.awaitNanos(waitNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void attempt(Slot slot) throws InterruptedException {
        Waiting mail = slot.mail;
        Optional<InetSocketAddress> nextHop = routes.nextHop(mail.recipient().domain());
        Outcome outcome = nextHop.isEmpty()
                ? new Outcome.Failed("550 5.4.4 no route to " + mail.recipient().domain())
                : OnwardConversation.deliver(host.address(), host.name(), nextHop.get(), mail);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        change(() -> {
            switch (outcome) {
                case Outcome.Delivered delivered -> slots.remove(slot);
                case Outcome.Failed(String why) -> sendBack(slot, why);
                case Outcome.Deferred(String why) -> {
                    slot.attempts++;
                    slot.dueNanos = System.nanoTime() + (slot.hurried ? 0 : retryEvery.toNanos());
                    if (slot.attempts >= ATTEMPTS_MAX) {
                        sendBack(slot, why);
                    }
                }
            }
        });
    }

    private void sendBack(Slot slot, String why) {
        boolean stillThere = slots.remove(slot);  // empty() may have thrown it away meanwhile
        if (stillThere) {
            Bounce.of(host, slot.mail, why, clock.instant()).ifPresent(bounce -> slots.add(new Slot(bounce)));
        }
    }
}
