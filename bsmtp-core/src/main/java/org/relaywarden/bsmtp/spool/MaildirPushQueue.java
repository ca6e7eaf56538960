// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.maildir.MaildirFolders;
import org.relaywarden.bsmtp.maildir.MaildirName;
import org.relaywarden.bsmtp.maildir.UniqueNames;

/** The waiting mail in the accounts' Maildirs. */
final class MaildirPushQueue implements PushQueue {

    /** Dovecot's own lock for {@code pop3_lock_session}; it renews it, and takes one for dead after five minutes. */
    private static final String POP3_LOCK = "dovecot-pop3-session.lock";

    private static final Duration POP3_LOCK_FRESH = Duration.ofMinutes(5);

    private static final Pattern TIME_IN_ID = Pattern.compile("(\\d{1,12})\\.M(\\d{6})P.*");

    private static final Comparator<QueuedMail> OLDEST_FIRST =
            Comparator.comparing(QueuedMail::since).thenComparing(QueuedMail::id);

    private final FileSystemDoor door;
    private final MaildirFolders folders;
    private final MailboxReader reader;
    private final SpoolJournal journal;
    private volatile Consumer<StoredMail> listener = mail -> {};

    MaildirPushQueue(FileSystemDoor door, MaildirFolders folders, MailboxReader reader, SpoolJournal journal) {
        this.door = door;
        this.folders = folders;
        this.reader = reader;
        this.journal = journal;
    }

    @Override
    public void whenQueued(Consumer<StoredMail> newListener) {
        listener = newListener;
    }

    /** The message is on disk: a listener that fails must not make its sender believe otherwise. */
    void arrived(StoredMail mail) {
        if (mail.mailClass() == MailClass.PUSH && mail.mailbox() instanceof Mailbox.Account) {
            try {
                listener.accept(mail);
            } catch (RuntimeException failed) {
                journal.listenerFailed(mail, failed);
            }
        }
    }

    @Override
    public List<String> logins(Predicate<String> among) throws IOException {
        List<String> logins = new ArrayList<>();
        for (String folder : door.list(folders.accounts())) {
            Optional<Mailbox> mailbox = accountNamed(folder);
            if (mailbox.isPresent() && among.test(folder) && hasWaiting(mailbox.get())) {
                logins.add(folder);
            }
        }
        return List.copyOf(logins);
    }

    /** A folder that someone else put there names no account. */
    private static Optional<Mailbox> accountNamed(String folder) {
        try {
            return Optional.of(new Mailbox.Account(folder));
        } catch (IllegalArgumentException noLogin) {
            return Optional.empty();
        }
    }

    /** By the names alone, as long as one of them tells. */
    private boolean hasWaiting(Mailbox mailbox) throws IOException {
        List<Path> untold = new ArrayList<>();
        for (Path file : reader.files(mailbox)) {
            MaildirName name = MaildirName.parse(name(file));
            if (name.mailClass().filter(MailClass.PUSH::equals).isPresent()) {
                return true;
            }
            if (hasLostTag(name)) {
                untold.add(file);
            }
        }
        for (Path file : untold) {
            if (prefixSaysPush(mailbox, file).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Where it can be ours at all: a mailbox full of others' mail is not opened file by file. */
    private static boolean hasLostTag(MaildirName name) {
        return name.mailClass().isEmpty() && UniqueNames.canBeOurs(name.id());
    }

    /** Decision 7: a tag lost in a rename, the prefix decides. */
    private Optional<StoredMail> prefixSaysPush(Mailbox mailbox, Path file) throws IOException {
        return reader.found(mailbox, file).filter(mail -> mail.mailClass() == MailClass.PUSH);
    }

    @Override
    public List<QueuedMail> of(String login) throws IOException {
        Map<String, QueuedMail> mails = new LinkedHashMap<>();
        Mailbox mailbox = new Mailbox.Account(login);
        for (Path file : reader.files(mailbox)) {
            MaildirName name = MaildirName.parse(name(file));
            if (!mails.containsKey(name.id())) {
                queued(login, mailbox, file, name).ifPresent(mail -> mails.put(mail.id(), mail));
            }
        }
        List<QueuedMail> oldestFirst = new ArrayList<>(mails.values());
        oldestFirst.sort(OLDEST_FIRST);
        return List.copyOf(oldestFirst);
    }

    private Optional<QueuedMail> queued(String login, Mailbox mailbox, Path file, MaildirName name) throws IOException {
        String fileName = MaildirName.withoutFlags(name(file));
        if (hasLostTag(name)) {
            return prefixSaysPush(mailbox, file)
                    .map(mail -> new QueuedMail(
                            login, mail.id(), fileName, mail.messageBytes(), mail.envelope().receivedAt()));
        }
        if (name.mailClass().filter(MailClass.PUSH::equals).isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant since = timeIn(name.id()).isPresent() ? timeIn(name.id()).get() : door.lastModified(file);
            return Optional.of(
                    new QueuedMail(login, name.id(), fileName, MaildirName.bytesIn(fileName).orElse(0), since));
        } catch (NoSuchFileException movedOrGone) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> timeIn(String id) {
        Matcher time = TIME_IN_ID.matcher(id);
        if (!time.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochSecond(
                    Long.parseLong(time.group(1)), Long.parseLong(time.group(2)) * 1_000));
        } catch (DateTimeException beyondAllTime) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<OpenedMail> open(QueuedMail mail) throws IOException {
        Optional<OpenedMail> opened =
                reader.openNamed(new Mailbox.Account(mail.login()), mail.id(), mail.fileName());
        if (opened.isPresent() && opened.get().mail().mailClass() != MailClass.PUSH) {
            opened.get().close(); // B10: whatever the file's name says
            return Optional.empty();
        }
        return opened;
    }

    @Override
    public boolean takeOff(StoredMail mail) throws IOException {
        return reader.delete(mail).isPresent();
    }

    /** Both folders: what was in one of them may have been moved to the other before it was taken off. */
    @Override
    public void force(String login) throws IOException {
        Mailbox mailbox = new Mailbox.Account(login);
        for (Path folder : List.of(folders.arrived(mailbox), folders.seen(mailbox))) {
            try {
                folders.force(folder);
            } catch (NoSuchFileException goneWithAllInIt) {
                // Whoever deleted the folder has deleted the messages.
            }
        }
    }

    @Override
    public boolean isBeingFetched(String login, Instant now) throws IOException {
        try {
            Path lock = folders.of(new Mailbox.Account(login)).resolve(POP3_LOCK);
            return door.lastModified(lock).isAfter(now.minus(POP3_LOCK_FRESH));
        } catch (NoSuchFileException noSession) {
            return false;
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
