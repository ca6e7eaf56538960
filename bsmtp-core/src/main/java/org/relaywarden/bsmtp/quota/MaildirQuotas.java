// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.quota;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.maildir.MaildirFolders;

/** Adds up the Maildirs, and remembers the sums of those that were asked about last. */
final class MaildirQuotas implements Quotas {

    /** About half a kilobyte each. More accounts cost a reading now and then, no more memory. */
    private static final int REMEMBERED_MAX = 20_000;

    private final QuotaSettings settings;
    private final Customers customers;
    private final Journal journal;
    private final InstantSource clock;
    private final MailboxSums sums;
    private final Map<String, AccountUse> accounts = new Remembered();
    private volatile BiConsumer<String, Usage> listener = (login, usage) -> {};

    MaildirQuotas(
            FileSystemDoor door, Path mailFolder, QuotaSettings settings, Customers customers, Journal journal,
            InstantSource clock) {
        this.settings = settings;
        this.customers = customers;
        this.journal = journal;
        this.clock = clock;
        this.sums = new MailboxSums(door, new MaildirFolders(mailFolder, door, folder -> {}), clock);
    }

    /** Least recently asked about first; a mailbox with a promise in it is never forgotten. Guarded by itself. */
    private static final class Remembered extends LinkedHashMap<String, AccountUse> {

        private static final long serialVersionUID = 1L;

        Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AccountUse> eldest) {
            return size() > REMEMBERED_MAX && !eldest.getValue().isHeld();
        }
    }

    private AccountUse account(String login) {
        synchronized (accounts) {
            return accounts.computeIfAbsent(
                    login,
                    unseen -> new AccountUse(
                            login,
                            sums,
                            () -> journal.count(QuotaCounter.SUMMED),
                            usage -> listener.accept(login, usage)));
        }
    }

    @Override
    public Usage of(String login) throws IOException {
        long quotaBytes =
                customers.byLogin(login).map(settings::bytesOf).orElse(settings.withoutSpamFilterBytes());
        return account(login).usage(quotaBytes, clock.instant());
    }

    @Override
    public Room ask(
            Customer customer, MailClass mailClass, long declaredBytes, boolean isPostmaster,
            Reservations reservations) throws IOException {
        if (reservations.holds(customer.login(), mailClass)) {
            return Room.GRANTED;
        }
        AccountUse.Wish wish = new AccountUse.Wish(
                declaredBytes,
                mailClass,
                settings.bytesOf(customer),
                isPostmaster ? settings.postmasterReserveBytes() : 0);
        Room room = account(customer.login()).ask(wish, clock.instant(), reservations);
        switch (room) {
            case GRANTED -> {}
            case FULL -> journal.count(QuotaCounter.FULL);
            case PROMISED -> journal.count(QuotaCounter.PROMISED);
        }
        return room;
    }

    @Override
    public void whenUsed(BiConsumer<String, Usage> newListener) {
        listener = newListener;
    }
}
