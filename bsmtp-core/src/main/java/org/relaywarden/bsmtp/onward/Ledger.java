// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.standing.SettledNotes;

/**
 * Who still has to get which message. It leaves the disk with the last of them, and not before; that some have it is
 * noted on the disk, so that a crash gives it to nobody twice. Thread-safe.
 */
final class Ledger {

    /** Of the notes. */
    static final String NAME = "onward";

    private final Spool spool;
    private final Path folder;
    private final OnwardJournal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Set<MailAddress>> leftById = new HashMap<>();
    /** With all their recipients, and still on a disk that did not let go of them. */
    private final Map<String, StoredMail> done = new HashMap<>();
    private @Nullable SettledNotes notes;

    Ledger(Spool spool, Path folder, OnwardJournal journal) {
        this.spool = spool;
        this.folder = folder;
        this.journal = journal;
    }

    /** Reads the notes, and forgets those about other messages. Before anything else. */
    void begin(Collection<String> ids) throws IOException {
        lock.lock();
        try {
            Files.createDirectories(folder);
            notes = SettledNotes.read(folder, NAME, ids);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a message in; false when it was taken in before. */
    boolean open(StoredMail mail) {
        lock.lock();
        try {
            if (leftById.containsKey(mail.id()) || done.containsKey(mail.id())) {
                return false;
            }
            SettledNotes known = notes;
            Set<MailAddress> left = new LinkedHashSet<>(mail.recipients());
            left.removeIf(recipient -> known != null && known.has(mail.id(), recipient));
            if (left.isEmpty()) {
                done.put(mail.id(), mail); // what failed was to take it off
            } else {
                leftById.put(mail.id(), left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Who still has to get a message that was taken in. */
    List<MailAddress> left(StoredMail mail) {
        lock.lock();
        try {
            return List.copyOf(leftById.getOrDefault(mail.id(), Set.of()));
        } finally {
            lock.unlock();
        }
    }

    /** These need nothing more: they have it, or the sender knows that they don't get it. */
    void settle(StoredMail mail, Collection<MailAddress> settled) {
        lock.lock();
        try {
            Set<MailAddress> left = leftById.get(mail.id());
            if (left == null) {
                return;
            }
            left.removeAll(settled);
            if (!left.isEmpty()) {
                note(mail, settled);
                return;
            }
            leftById.remove(mail.id());
            done.put(mail.id(), mail);
        } finally {
            lock.unlock();
        }
        remove(mail);
    }

    /** Somebody took it off the disk: nobody gets it any more. */
    void forget(StoredMail mail) {
        lock.lock();
        try {
            leftById.remove(mail.id());
        } finally {
            lock.unlock();
        }
    }

    private void remove(StoredMail mail) {
        try {
            spool.remove(mail);
        } catch (IOException failed) {
            journal.fault(mail.id(), failed);
            lock.lock();
            try {
                note(mail, mail.recipients());
            } finally {
                lock.unlock();
            }
            return;
        }
        lock.lock();
        try {
            done.remove(mail.id());
        } finally {
            lock.unlock();
        }
    }

    private void note(StoredMail mail, Collection<MailAddress> settled) {
        SettledNotes known = notes;
        if (known == null) {
            return;
        }
        try {
            known.note(mail.id(), List.copyOf(settled));
        } catch (IOException failed) {
            journal.fault(mail.id(), failed);
        }
    }

    /** Takes off what could not be taken off before, and lets go of notes about what is gone. */
    void tidy() {
        List<StoredMail> again;
        lock.lock();
        try {
            again = new ArrayList<>(done.values());
            Set<String> ids = new HashSet<>(leftById.keySet());
            ids.addAll(done.keySet());
            notes = SettledNotes.read(folder, NAME, ids);
        } catch (IOException unread) {
            journal.fault(NAME, unread);
            return;
        } finally {
            lock.unlock();
        }
        again.forEach(this::remove);
    }
}
