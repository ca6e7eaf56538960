// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * How many bounces an account may cause, and a sender may get, in a time: a host that refuses everybody, or a forged
 * sender, must not make us a source of backscatter. Each has an allowance that is used up at once and comes back evenly
 * (the generic cell rate algorithm, ITU-T I.371). Forgotten by a restart. Thread-safe.
 */
final class BounceRate {

    /** Of each kind. Beyond it, those are forgotten that were not seen for longest: they start anew. */
    static final int REMEMBERED_MAX = 20_000;

    private final InstantSource clock;
    private final Allowance account;
    private final Allowance sender;
    private final ReentrantLock lock = new ReentrantLock();

    BounceRate(BounceSettings settings, InstantSource clock) {
        this.clock = clock;
        this.account = new Allowance(settings.rateWindow(), settings.perAccountMax());
        this.sender = new Allowance(settings.rateWindow(), settings.perSenderMax());
    }

    /** Takes one bounce off both allowances; where either is used up, off none, and answers what holds it. */
    Optional<Bounced.Held> take(String mailbox, MailAddress to) {
        // One mailbox is written in many ways: capitals, and plus addresses.
        String address = (to.localPart().split("\\+", 2)[0] + "@" + to.domain()).toLowerCase(Locale.ROOT);
        lock.lock();
        try {
            Instant now = clock.instant();
            Optional<Instant> accountFree = account.freeAt(mailbox, now);
            if (accountFree.isPresent()) {
                return Optional.of(new Bounced.Held(Bounced.Held.Why.ACCOUNT_RATE, accountFree));
            }
            Optional<Instant> senderFree = sender.freeAt(address, now);
            if (senderFree.isPresent()) {
                return Optional.of(new Bounced.Held(Bounced.Held.Why.SENDER_RATE, senderFree));
            }
            account.charge(mailbox, now);
            sender.charge(address, now);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** How many accounts and senders are remembered. */
    int remembered() {
        return account.paidUntil.size() + sender.paidUntil.size();
    }

    private static final class Allowance {

        private final Duration window;
        private final Duration price;

        /** For each, when its allowance is whole again. */
        private final Map<String, Instant> paidUntil = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                return size() > REMEMBERED_MAX;
            }
        };

        Allowance(Duration window, int max) {
            this.window = window;
            this.price = window.dividedBy(max);
        }

        /** When one more is free; empty when it is now. */
        Optional<Instant> freeAt(String key, Instant now) {
            Instant free = paid(key, now).plus(price).minus(window);
            return free.isAfter(now) ? Optional.of(free) : Optional.empty();
        }

        void charge(String key, Instant now) {
            paidUntil.put(key, paid(key, now).plus(price));
        }

        /** A clock that was set back must not hold anyone for longer than the window. */
        private Instant paid(String key, Instant now) {
            Instant paid = paidUntil.getOrDefault(key, now);
            Instant latest = now.plus(window);
            if (paid.isAfter(latest)) {
                paidUntil.put(key, latest);
                return latest;
            }
            return paid.isBefore(now) ? now : paid;
        }
    }
}
