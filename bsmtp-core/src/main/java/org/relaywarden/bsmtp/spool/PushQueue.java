// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.relaywarden.bsmtp.mail.StoredMail;

/**
 * The mail that waits for customers' hosts (B3). What waits is found by the names of the files, in {@code new/} and in
 * {@code cur/}, for a POP3 login moves all of it there (B11). Account mail is never in it (B10). Thread-safe.
 */
public interface PushQueue {

    /**
     * Registers the one who is told of each message for a customer's host as soon as it is on disk for good. Told on
     * the thread that brought the message, whose sender waits for a reply: return at once.
     */
    void whenQueued(Consumer<StoredMail> listener);

    /**
     * Whose hosts mail waits for, in no order; by names alone, no message is read.
     *
     * @param among the logins that are asked about; the mailboxes of others are not looked into
     */
    List<String> logins(Predicate<String> among) throws IOException;

    /** The same of all. */
    default List<String> logins() throws IOException {
        return logins(login -> true);
    }

    /** What waits for one host, oldest first. Only files that have lost their tag in a rename are looked into. */
    List<QueuedMail> of(String login) throws IOException;

    /** Opens a message, wherever it lies by now; empty when it is gone, was damaged, or is no mail for the host. */
    Optional<OpenedMail> open(QueuedMail mail) throws IOException;

    /**
     * Takes a message off that nobody needs any more. That it is gone may wait in memory until {@link #force}: a power
     * cut before that brings it back, and its host gets it twice, but a kill does not.
     *
     * @return false when it was gone already
     */
    boolean takeOff(StoredMail mail) throws IOException;

    /** Returns when it is on the disk what was taken off from the mailbox of this login. */
    void force(String login) throws IOException;

    /** Whether a POP3 session is emptying the mailbox at this time: what it fetches should not be pushed too (B11). */
    boolean isBeingFetched(String login, Instant now) throws IOException;
}
