// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.maildir.MaildirFolders;
import org.relaywarden.bsmtp.maildir.Prefix;
import org.relaywarden.bsmtp.maildir.SpoolCopy;
import org.relaywarden.bsmtp.maildir.UniqueNames;

/**
 * A message that comes in: the first copy takes the bytes, the others are made from it at the end. Once it is rewritten
 * all are made from it, and it goes.
 */
final class FileDraft implements Draft {

    private final FileSystemDoor door;
    private final MaildirFolders folders;
    private final UniqueNames names;
    private final SpoolJournal journal;
    private final Envelope envelope;
    private final Consumer<StoredMail> arrived;
    private final List<SpoolCopy> copies = new ArrayList<>();
    private final SpoolCopy first;
    private List<Prefix> prefixes;
    private List<Prefix> edited = List.of();
    private byte[] top = {};
    private long editedFrom;
    private boolean firstIsKept = true;
    private boolean ended;

    /** @param prefixes one for each copy; the folders of each mailbox are there */
    FileDraft(FileSystemDoor door, MaildirFolders folders, UniqueNames names, SpoolJournal journal, Envelope envelope,
            List<Prefix> prefixes, Consumer<StoredMail> arrived) throws IOException {
        this.door = door;
        this.folders = folders;
        this.names = names;
        this.journal = journal;
        this.envelope = envelope;
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
        return Stream.concat(prefixes.stream(), edited.stream()).map(Prefix::id).toList();
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
    public InputStream message() {
        open();
        return first.message(0);
    }

    @Override
    public void rewrite(List<Destination> asWritten, List<Destination> others, byte[] linesOnTop, long from) {
        open();
        List<Prefix> begun = prefixes;
        if (!firstIsKept || asWritten.size() + others.size() > begun.size()) {
            throw new IllegalArgumentException("rewritten twice, or into more copies than were begun");
        }
        List<Prefix> all = new ArrayList<>();
        Stream.concat(asWritten.stream(), others.stream()).forEach(destination -> {
            if (begun.stream().noneMatch(prefix -> prefix.mailbox().equals(destination.mailbox()))) {
                throw new IllegalArgumentException("a mailbox for which nothing was begun");
            }
            // The ids stay those that were told: the message's own trace line names the first one.
            all.add(new Prefix(begun.get(all.size()).id(), destination.mailbox(), destination.mailClass(), envelope,
                    destination.recipients()));
        });
        prefixes = List.copyOf(all.subList(0, asWritten.size()));
        edited = List.copyOf(all.subList(asWritten.size(), all.size()));
        top = linesOnTop.clone();
        editedFrom = from;
        firstIsKept = false;
    }

    @Override
    public List<StoredMail> commit() throws SpoolException {
        open();
        Path where = first.where();
        try {
            // The promise behind "250", in this order and no other. 1: every copy's bytes are on the disk. A crash up
            // to here leaves only files in tmp/, which the next start removes; the sender got no 250 and sends again.
            for (Prefix prefix : prefixes.subList(firstIsKept ? 1 : 0, prefixes.size())) {
                where = folders.temporary(prefix.mailbox());
                copyOfFirst(prefix, new byte[0], 0);
            }
            for (Prefix prefix : edited) {
                where = folders.temporary(prefix.mailbox());
                copyOfFirst(prefix, top, editedFrom);
            }
            where = first.where();
            if (firstIsKept) {
                first.seal();
            }
            // 2: the names. A crash here may lose them again, or keep some: a duplicate when the sender sends again.
            for (SpoolCopy copy : kept()) {
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
        if (!firstIsKept) {
            first.discard();
        }
        List<StoredMail> stored = kept().stream().map(SpoolCopy::stored).toList();
        stored.forEach(journal::queued);
        stored.forEach(arrived);
        return stored;
    }

    private void copyOfFirst(Prefix prefix, byte[] linesOnTop, long from) throws IOException {
        SpoolCopy copy = add(prefix);
        copy.append(linesOnTop, 0, linesOnTop.length);
        copy.appendBodyOf(first, from);
        copy.seal();
    }

    private List<SpoolCopy> kept() {
        return firstIsKept ? copies : copies.subList(1, copies.size());
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
        kept().forEach(copy -> distinct.add(copy.arrivedFolder()));
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
        Stream.concat(prefixes.stream(), edited.stream()).forEach(prefix -> folders.forget(prefix.mailbox()));
        SpoolException told = SpoolException.at(where, failed);
        journal.failed(id(), told);
        return told;
    }
}
