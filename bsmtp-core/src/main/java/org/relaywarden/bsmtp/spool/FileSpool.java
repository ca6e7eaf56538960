// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
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
import org.relaywarden.bsmtp.maildir.UniqueNames;

/** Maildirs on a file system; the files themselves are the state, nothing else is needed to be right. */
final class FileSpool implements Spool {

    private static final Pattern FIXED_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(10);

    private final SpoolSettings settings;
    private final FileSystemDoor door;
    private final SpoolJournal journal;
    private final UniqueNames names;
    private final MaildirFolders folders;
    private final MailboxReader reader;
    private final MaildirPushQueue pushQueue;
    private final Map<SystemMailbox, MailboxFeed> feeds = new ConcurrentHashMap<>();
    /** Looks and writes as one step; held through a force, for what the program writes itself is little. */
    private final ReentrantLock putting = new ReentrantLock();

    private volatile boolean closed;

    private FileSpool(SpoolSettings settings, Journal journal, InstantSource clock, FileSystemDoor door) {
        this.settings = settings;
        this.door = door;
        this.journal = new SpoolJournal(journal);
        this.names = new UniqueNames(clock, settings.hostName());
        this.folders = new MaildirFolders(settings.folder(), door, this.journal::folderForceUnknown);
        Quarantine quarantine = new Quarantine(door, folders, names, this.journal);
        this.reader = new MailboxReader(door, folders, quarantine, this.journal);
        this.pushQueue = new MaildirPushQueue(door, folders, reader, this.journal);
    }

    static FileSpool open(SpoolSettings settings, Journal journal, InstantSource clock, FileSystemDoor door)
            throws IOException {
        FileSpool spool = new FileSpool(settings, journal, clock, door);
        try {
            spool.folders.create();
        } catch (IOException failed) {
            throw new IOException(settings.folder() + ": the mail folder can't be made or written: " + failed
                    + ". Give this user the right to, or name another folder", failed);
        }
        new LeftOvers(door, spool.folders, spool.names, spool.journal).clear(clock.instant());
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
        checkReserve();
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

    private void checkReserve() throws SpoolException {
        long usableBytes;
        try {
            usableBytes = door.usableBytes(settings.folder());
        } catch (IOException failed) {
            throw SpoolException.at(settings.folder(), failed);
        }
        if (usableBytes < settings.reserveBytes()) {
            journal.reserveReached(settings.folder(), usableBytes, settings.reserveBytes());
            throw new SpoolException(settings.folder() + ": " + usableBytes + " bytes free, fewer than the reserve of "
                    + settings.reserveBytes() + ". Make room on this file system", true, null);
        }
    }

    private void arrived(StoredMail mail) {
        pushQueue.arrived(mail);
        if (mail.mailbox() instanceof SystemMailbox system) {
            Optional.ofNullable(feeds.get(system)).ifPresent(MailboxFeed::wake);
        }
    }

    @Override
    public StoredMail put(Envelope envelope, Destination destination, String fixedName, byte[] message)
            throws SpoolException {
        if (!FIXED_NAME.matcher(fixedName).matches()) {
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
        feeds.values().forEach(MailboxFeed::end);
        long until = System.nanoTime() + CLOSES_WITHIN.toNanos();
        for (MailboxFeed feed : feeds.values()) {
            try {
                feed.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
