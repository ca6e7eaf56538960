// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.bounce;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.relaywarden.bsmtp.rate.Allowance;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * How many bounces an account may cause, and a sender may get, in a time: a host that refuses everybody, or a forged
 * sender, must not make us a source of backscatter. Forgotten by a restart. Thread-safe.
 */
final class BounceRate {

    private final InstantSource clock;
    private final Allowance<String> account;
    private final Allowance<String> sender;
    private final ReentrantLock lock = new ReentrantLock();

    BounceRate(BounceSettings settings, InstantSource clock) {
        this.clock = clock;
        this.account = new Allowance<>(settings.rateWindow(), settings.perAccountMax());
        this.sender = new Allowance<>(settings.rateWindow(), settings.perSenderMax());
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
        return account.remembered() + sender.remembered();
    }
}
