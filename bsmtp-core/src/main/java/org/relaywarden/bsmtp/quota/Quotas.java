// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.quota;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.disk.RealFileSystem;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.MailClass;

/** Knows how full each account's mailbox is (B13). A mailbox that nobody asked about costs nothing. Thread-safe. */
public interface Quotas {

    /**
     * The quotas of the accounts in a mail folder.
     *
     * @param mailFolder of the spool
     * @param clock the system's, for it is held against the stamps of folders
     */
    static Quotas over(
            Path mailFolder, QuotaSettings settings, Customers customers, Journal journal, InstantSource clock) {
        return new MaildirQuotas(new RealFileSystem(), mailFolder, settings, customers, journal, clock);
    }

    /**
     * How full a mailbox is, at this moment. A login that left the books is held against the quota without a filter.
     *
     * @throws IOException when the folders can't be read
     */
    Usage of(String login) throws IOException;

    /**
     * Asks for room for one message, before it is known how large it is for sure: refused is what would make it more
     * than the quota by its declared size. What is granted is stored in full, so the quota can be overrun by what a
     * message is larger than declared, one message a session.
     *
     * @param mailClass beside the login names the copy: asking again for the same copy in the same transaction is
     *     granted
     * @param declaredBytes by SIZE (RFC 1870), 0 when there was none
     * @param isPostmaster whether it is for postmaster or abuse, and may use the reserve
     * @param reservations of the transaction; they end with it
     * @throws IOException when the folders can't be read: neither refuse nor take
     */
    Room ask(
            Customer customer, MailClass mailClass, long declaredBytes, boolean isPostmaster,
            Reservations reservations) throws IOException;

    /**
     * From now on tells one listener of each mailbox that is asked for room or added to, and how full it is as far as
     * is known without another look, on the thread that did: it must return at once.
     */
    void whenUsed(BiConsumer<String, Usage> listener);
}
