// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.maildir.MaildirFolders;
import org.relaywarden.bsmtp.maildir.Prefix;
import org.relaywarden.bsmtp.maildir.SpoolCopy;
import org.relaywarden.bsmtp.maildir.UniqueNames;

/** A message that comes in: the first copy takes the bytes, the others are made from it at the end. */
final class FileDraft implements Draft {

    private final FileSystemDoor door;
    private final MaildirFolders folders;
    private final UniqueNames names;
    private final SpoolJournal journal;
    private final List<Prefix> prefixes;
    private final Consumer<StoredMail> arrived;
    private final List<SpoolCopy> copies = new ArrayList<>();
    private final SpoolCopy first;
    private boolean ended;

    /** @param prefixes one for each copy; the folders of each mailbox are there */
    FileDraft(FileSystemDoor door, MaildirFolders folders, UniqueNames names, SpoolJournal journal,
            List<Prefix> prefixes, Consumer<StoredMail> arrived) throws IOException {
        this.door = door;
        this.folders = folders;
        this.names = names;
        this.journal = journal;
        this.prefixes = prefixes;
        this.arrived = arrived;
        this.first = add(prefixes.getFirst());
    }

    private SpoolCopy add(Prefix prefix) throws IOException {
        SpoolCopy copy = SpoolCopy.create(door, folders, prefix, names.next());
        copies.add(copy);
        return copy;
    }

    @Override
    public String id() {
        return first.prefix().id();
    }

    @Override
    public List<String> ids() {
        return prefixes.stream().map(Prefix::id).toList();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws SpoolException {
        open();
        try {
            first.append(bytes, offset, length);
        } catch (IOException failed) {
            throw failed(first.where(), failed);
        }
    }

    @Override
    public long messageBytes() {
        return first.messageBytes();
    }

    @Override
    public List<StoredMail> commit() throws SpoolException {
        open();
        Path where = first.where();
        try {
            // The promise behind "250", in this order and no other. 1: every copy's bytes are on the disk. A crash up
            // to here leaves only files in tmp/, which the next start removes; the sender got no 250 and sends again.
            for (Prefix prefix : prefixes.subList(1, prefixes.size())) {
                SpoolCopy copy = add(prefix);
                where = copy.where();
                copy.appendBodyOf(first);
                copy.seal();
            }
            where = first.where();
            first.seal();
            // 2: the names. A crash here may lose them again, or keep some: a duplicate when the sender sends again.
            for (SpoolCopy copy : copies) {
                where = copy.where();
                copy.publish();
            }
            // 3: the folders that hold the names. Only now does a power cut lose nothing.
            for (Path folder : arrivedFolders()) {
                where = folder;
                folders.force(folder);
            }
        } catch (IOException failed) {
            throw failed(where, failed);
        }
        ended = true;
        List<StoredMail> stored = copies.stream().map(SpoolCopy::stored).toList();
        stored.forEach(journal::queued);
        stored.forEach(arrived);
        return stored;
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            copies.forEach(SpoolCopy::discard);
        }
    }

    private Set<Path> arrivedFolders() {
        Set<Path> distinct = new LinkedHashSet<>();
        copies.forEach(copy -> distinct.add(copy.arrivedFolder()));
        return distinct;
    }

    private void open() {
        if (ended) {
            throw new IllegalStateException("this draft has failed, or was committed or closed");
        }
    }

    /** Whatever failed, this draft can never be committed any more. */
    private SpoolException failed(Path where, IOException failed) {
        close();
        prefixes.forEach(prefix -> folders.forget(prefix.mailbox()));
        SpoolException told = SpoolException.at(where, failed);
        journal.failed(id(), told);
        return told;
    }
}
