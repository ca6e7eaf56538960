// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.quota;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.maildir.Prefix;

/**
 * What is known of one mailbox: the last sum, what was stored since, what is promised. Whoever asks while another reads
 * the folders waits for that reading, which began after the question, and shares it. Thread-safe.
 */
final class AccountUse {

    /**
     * A mailbox of a hundred thousand files takes a tenth of a second to read. Far from its limit a sum serves twenty
     * times as long as it took, so that no flood makes us read for more than a twentieth of the time.
     */
    private static final int SERVES_TIMES = 20;

    /**
     * However short the reading was: in a flood each mail changes the folder, and reading it for each mail took more
     * system calls than storing the mail. What we store ourselves is added meanwhile; only what others put there or
     * took away is seen so much later.
     */
    private static final Duration SERVES_MIN = Duration.ofSeconds(1);

    /** Near the limit every answer rests on a fresh look. */
    private static final int NEAR_PERCENT = 90;

    private static final int HUNDRED = 100;

    /** What we write above a message takes room too; fifty at once would overrun the quota by all of it. */
    static final long OWN_LINES_BYTES = 1_024;

    private final String login;
    private final MailboxSums sums;
    private final Runnable whenSummed;
    private final Consumer<Usage> whenUsed;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Reservations> open = new ArrayList<>();
    private Optional<MailboxSum> known = Optional.empty();
    private long addedBytes;
    private long addedMessages;
    private long addedWaitingBytes;
    private long addedWaitingMessages;
    private long promisedBytes;
    /** As it was last asked with. */
    private long quotaBytes = Long.MAX_VALUE;

    AccountUse(String login, MailboxSums sums, Runnable whenSummed, Consumer<Usage> whenUsed) {
        this.login = login;
        this.sums = sums;
        this.whenSummed = whenSummed;
        this.whenUsed = whenUsed;
    }

    /** What lies there, without what is promised. */
    Usage usage(long ofBytes, Instant now) throws IOException {
        lock.lock();
        try {
            look(now, false);
            return toUsage(ofBytes);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A message that asks for room.
     *
     * @param reserveBytes how far beyond the quota this one may go
     */
    record Wish(long bytes, MailClass mailClass, long quotaBytes, long reserveBytes) {}

    /** Whether so many bytes more fit, and if they do, keeps them. */
    Room ask(Wish wish, Instant now, Reservations reservations) throws IOException {
        Usage usage;
        Room room;
        lock.lock();
        try {
            quotaBytes = wish.quotaBytes();
            long near = quotaBytes / HUNDRED * NEAR_PERCENT;
            look(now, known.isPresent() && used() + promisedBytes + wish.bytes() <= near);
            usage = toUsage(quotaBytes);
            room = judge(wish.bytes(), quotaBytes + wish.reserveBytes());
            if (room == Room.GRANTED) {
                long promised = wish.bytes() + OWN_LINES_BYTES;
                reservations.add(login, wish.mailClass(), this, promised);
                open.add(reservations);
                promisedBytes += promised;
            }
        } finally {
            lock.unlock();
        }
        whenUsed.accept(usage);
        return room;
    }

    private Room judge(long bytes, long bytesMax) {
        if (used() + bytes > bytesMax) {
            return Room.FULL;
        }
        return used() + promisedBytes + bytes > bytesMax ? Room.PROMISED : Room.GRANTED;
    }

    private long used() {
        return known.map(MailboxSum::bytes).orElse(0L) + addedBytes;
    }

    private void look(Instant now, boolean farFromFull) throws IOException {
        if (known.isPresent()) {
            MailboxSum sum = known.get();
            if ((farFromFull && stillServes(sum, now)) || sums.isCurrent(login, sum)) {
                return;
            }
        }
        known = Optional.of(sums.sum(login, this::idsUnderWay));
        addedBytes = 0;
        addedMessages = 0;
        addedWaitingBytes = 0;
        addedWaitingMessages = 0;
        whenSummed.run();
    }

    private static boolean stillServes(MailboxSum sum, Instant now) {
        Duration age = Duration.between(sum.begunAt(), now);
        Duration serves = sum.took().multipliedBy(SERVES_TIMES);
        return !age.isNegative() && age.compareTo(serves.compareTo(SERVES_MIN) < 0 ? SERVES_MIN : serves) <= 0;
    }

    private Set<String> idsUnderWay() {
        Set<String> ids = new HashSet<>();
        open.forEach(reservations -> ids.addAll(reservations.ids()));
        return ids;
    }

    /** The end of a transaction: its files were left out of every sum so far, so they are added here. */
    void end(Reservations reservations, long promised, List<StoredMail> copies) {
        Optional<Usage> usage;
        lock.lock();
        try {
            promisedBytes -= promised;
            open.remove(reservations);
            if (copies.isEmpty() && !reservations.ids().isEmpty()) {
                // Failed on the way: a file that could not be taken back is there all the same.
                known = Optional.empty();
            }
            for (StoredMail mail : copies) {
                long onDisk = Prefix.of(mail).unsealed().length + mail.messageBytes();
                addedBytes += onDisk;
                addedMessages++;
                if (mail.mailClass() == MailClass.PUSH) {
                    addedWaitingBytes += onDisk;
                    addedWaitingMessages++;
                }
            }
            usage = known.isPresent() && !copies.isEmpty() ? Optional.of(toUsage(quotaBytes)) : Optional.empty();
        } finally {
            lock.unlock();
        }
        usage.ifPresent(whenUsed);
    }

    private Usage toUsage(long ofBytes) {
        MailboxSum sum = known.orElseThrow();
        return new Usage(
                sum.bytes() + addedBytes,
                ofBytes,
                sum.messages() + addedMessages,
                sum.waitingBytes() + addedWaitingBytes,
                sum.waitingMessages() + addedWaitingMessages);
    }

    /** Whether forgetting it would forget a promise. */
    boolean isHeld() {
        lock.lock();
        try {
            return !open.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
