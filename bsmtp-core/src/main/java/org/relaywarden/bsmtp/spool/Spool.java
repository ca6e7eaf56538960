// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.relaywarden.bsmtp.disk.RealFileSystem;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;

/** The mail on disk. Thread-safe. */
public interface Spool extends AutoCloseable {

    /**
     * Opens the spool and makes its folders where they are missing. No mailbox is read for it, however many wait; what
     * a process before this one had not finished is cleared away meanwhile. A damaged file never keeps it from opening.
     *
     * @param clock stamps file names, and tells how old a stranger's left-over is
     * @throws IOException when the folder can't be made or read; the message says where and what to do
     */
    static Spool open(SpoolSettings settings, Journal journal, InstantSource clock) throws IOException {
        return FileSpool.openAtOnce(settings, journal, clock, new RealFileSystem());
    }

    /**
     * Begins to take a message: checks the reserve of space, opens the first file.
     *
     * @param destinations one for each copy, at least one
     */
    Draft begin(Envelope envelope, List<Destination> destinations) throws SpoolException;

    /**
     * Puts a message that the program wrote itself into a mailbox, exactly once for each name: when a file of that
     * name lies there already, or lay there and was read on to {@code cur/}, nothing is written. Deleting it is the
     * owner's right; whoever calls again after that writes it again, so callers record that it was written.
     *
     * @param fixedName unique, 1 to 100 of {@code a-z 0-9 . -}, beginning with a letter or digit; becomes the id
     */
    StoredMail put(Envelope envelope, Destination destination, String fixedName, byte[] message) throws SpoolException;

    /** What lies in a mailbox and is whole, oldest first. Damaged files are moved aside, never deleted. */
    List<StoredMail> list(Mailbox mailbox) throws IOException;

    /** Opens the message as it was received, without the spool's own lines; empty when it is gone. */
    Optional<InputStream> open(StoredMail mail) throws IOException;

    /** Takes a message off the disk; false when it was gone already. */
    boolean remove(StoredMail mail) throws IOException;

    /** What waits for the customers' hosts. */
    PushQueue pushQueue();

    /**
     * Registers the one who is told of each message for a system mailbox as soon as it is on disk for good. Told on the
     * thread that brought the message, whose sender waits for a reply: return at once.
     */
    void whenArrived(SystemMailbox mailbox, Consumer<StoredMail> listener);

    /**
     * Registers the one consumer of a system mailbox and hands it all that lies there, then each message as it comes.
     * What a consumer threw on comes again with {@link #drain()}.
     */
    void consume(SystemMailbox mailbox, MailConsumer consumer);

    /** Hands every waiting message of every system mailbox to its consumer, on this thread. For a task of the clock. */
    void drain();

    /** Ends the consumers' threads; waits up to ten seconds for what they have under way. */
    @Override
    void close();
}
