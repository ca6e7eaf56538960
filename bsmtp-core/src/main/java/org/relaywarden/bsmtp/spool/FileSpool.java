// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.maildir.MaildirFolders;
import org.relaywarden.bsmtp.maildir.Prefix;
import org.relaywarden.bsmtp.maildir.Quarantine;
import org.relaywarden.bsmtp.maildir.UniqueNames;

/** Maildirs on a file system; the files themselves are the state, nothing else is needed to be right. */
final class FileSpool implements Spool {

    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(10);

    private final SpoolSettings settings;
    private final FileSystemDoor door;
    private final SpoolJournal journal;
    private final DiskReserve reserve;
    private final LeftOvers leftOvers;
    private final UniqueNames names;
    private final MaildirFolders folders;
    private final MailboxReader reader;
    private final MaildirPushQueue pushQueue;
    private final Map<SystemMailbox, MailboxFeed> feeds = new ConcurrentHashMap<>();
    private final Map<SystemMailbox, Consumer<StoredMail>> listeners = new ConcurrentHashMap<>();
    /** Looks and writes as one step; held through a force, for what the program writes itself is little. */
    private final ReentrantLock putting = new ReentrantLock();

    private volatile boolean closed;
    private volatile @Nullable Thread clearing;

    private FileSpool(SpoolSettings settings, Journal journal, InstantSource clock, FileSystemDoor door) {
        this.settings = settings;
        this.door = door;
        this.journal = new SpoolJournal(journal);
        this.names = new UniqueNames(clock, settings.hostName());
        this.folders = new MaildirFolders(settings.folder(), door, this.journal::folderForceUnknown);
        this.reserve = new DiskReserve(settings, door, this.journal);
        this.leftOvers = new LeftOvers(door, folders, names, this.journal);
        Quarantine quarantine = new Quarantine(door, folders, names, this.journal);
        this.reader = new MailboxReader(door, folders, quarantine, this.journal);
        this.pushQueue = new MaildirPushQueue(door, folders, reader, this.journal);
    }

    /** Opens it, and clears away at once what an earlier process left. */
    static FileSpool open(SpoolSettings settings, Journal journal, InstantSource clock, FileSystemDoor door)
            throws IOException {
        FileSpool spool = made(settings, journal, clock, door);
        spool.leftOvers.clear(clock.instant());
        return spool;
    }

    /** Opens it, and clears away meanwhile: with ten thousand mailboxes that takes time, and nobody waits for it. */
    static FileSpool openAtOnce(SpoolSettings settings, Journal journal, InstantSource clock, FileSystemDoor door)
            throws IOException {
        FileSpool spool = made(settings, journal, clock, door);
        Instant now = clock.instant();
        spool.clearing = Thread.ofVirtual().name("left-overs").start(() -> spool.leftOvers.clear(now));
        return spool;
    }

    private static FileSpool made(SpoolSettings settings, Journal journal, InstantSource clock, FileSystemDoor door)
            throws IOException {
        FileSpool spool = new FileSpool(settings, journal, clock, door);
        try {
            spool.folders.create();
        } catch (IOException failed) {
            throw new IOException(settings.folder() + ": the mail folder can't be made or written: " + failed
                    + ". Give this user the right to, or name another folder", failed);
        }
        return spool;
    }

    @Override
    public Draft begin(Envelope envelope, List<Destination> destinations) throws SpoolException {
        return begin(envelope, destinations, null);
    }

    private Draft begin(Envelope envelope, List<Destination> destinations, @Nullable String fixedName)
            throws SpoolException {
        if (destinations.isEmpty()) {
            throw new IllegalArgumentException("a message for nobody");
        }
        if (closed) {
            throw new SpoolException("the spool is closed: the program is stopping", false, null);
        }
        reserve.check(mayUseReserve(envelope, destinations));
        Path where = settings.folder();
        List<Prefix> prefixes = new ArrayList<>();
        try {
            for (Destination destination : destinations) {
                where = folders.of(destination.mailbox());
                folders.prepare(destination.mailbox());
                prefixes.add(new Prefix(fixedName == null ? names.next() : fixedName, destination.mailbox(),
                        destination.mailClass(), envelope, destination.recipients()));
            }
            where = folders.temporary(destinations.getFirst().mailbox());
            return new FileDraft(door, folders, names, journal, envelope, prefixes, this::arrived);
        } catch (IOException failed) {
            destinations.forEach(destination -> folders.forget(destination.mailbox()));
            SpoolException told = SpoolException.at(where, failed);
            journal.failed("spool", told);
            throw told;
        }
    }

    /** Design, decision 6: system mail, and what the program writes itself. */
    private static boolean mayUseReserve(Envelope envelope, List<Destination> destinations) {
        return envelope.peer().isEmpty()
                || destinations.stream().allMatch(destination ->
                        destination.mailbox() instanceof SystemMailbox system && system.mayUseReserve());
    }

    private void arrived(StoredMail mail) {
        pushQueue.arrived(mail);
        if (mail.mailbox() instanceof SystemMailbox system) {
            Optional.ofNullable(feeds.get(system)).ifPresent(MailboxFeed::wake);
            Optional.ofNullable(listeners.get(system)).ifPresent(listener -> listener.accept(mail));
        }
    }

    @Override
    public StoredMail put(Envelope envelope, Destination destination, String fixedName, byte[] message)
            throws SpoolException {
        if (!UniqueNames.isFixed(fixedName)) {
            throw new IllegalArgumentException("a fixed name is 1 to 100 of a-z 0-9 . -, beginning with a-z or 0-9");
        }
        putting.lock();
        try {
            Optional<StoredMail> earlier = earlier(destination.mailbox(), fixedName);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            try (Draft draft = begin(envelope, List.of(destination), fixedName)) {
                draft.write(message, 0, message.length);
                return draft.commit().getFirst();
            }
        } finally {
            putting.unlock();
        }
    }

    /** A message put before; its name may have got no further than memory then, so it is forced to disk now. */
    private Optional<StoredMail> earlier(Mailbox mailbox, String fixedName) throws SpoolException {
        try {
            Optional<StoredMail> earlier = reader.find(mailbox, fixedName);
            if (earlier.isPresent()) {
                folders.force(folders.arrived(mailbox));
            }
            return earlier;
        } catch (IOException failed) {
            throw SpoolException.at(folders.of(mailbox), failed);
        }
    }

    @Override
    public List<StoredMail> list(Mailbox mailbox) throws IOException {
        return reader.list(mailbox);
    }

    @Override
    public Optional<InputStream> open(StoredMail mail) throws IOException {
        return reader.open(mail);
    }

    @Override
    public boolean remove(StoredMail mail) throws IOException {
        return reader.remove(mail);
    }

    @Override
    public PushQueue pushQueue() {
        return pushQueue;
    }

    @Override
    public void whenArrived(SystemMailbox mailbox, Consumer<StoredMail> listener) {
        if (listeners.putIfAbsent(mailbox, listener) != null) {
            throw new IllegalStateException(mailbox + " has its listener already");
        }
    }

    @Override
    public void consume(SystemMailbox mailbox, MailConsumer consumer) {
        MailboxFeed feed = new MailboxFeed(mailbox, consumer, reader, journal);
        if (feeds.putIfAbsent(mailbox, feed) != null) {
            throw new IllegalStateException(mailbox + " has its consumer already");
        }
        feed.start();
    }

    @Override
    public void drain() {
        feeds.values().forEach(MailboxFeed::drain);
    }

    @Override
    public void close() {
        closed = true;
        leftOvers.end();
        feeds.values().forEach(MailboxFeed::end);
        long until = System.nanoTime() + CLOSES_WITHIN.toNanos();
        try {
            for (MailboxFeed feed : feeds.values()) {
                feed.join(rest(until));
            }
            // To this one, what the next process begins would be an earlier one's.
            Thread clears = clearing;
            if (clears != null) {
                clears.join(rest(until));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration rest(long untilNanos) {
        return Duration.ofNanos(Math.max(1, untilNanos - System.nanoTime()));
    }
}
