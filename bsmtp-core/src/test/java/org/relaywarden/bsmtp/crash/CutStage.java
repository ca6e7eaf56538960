// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.relaywarden.bsmtp.disk.FaultyFileSystem;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.disk.MemoryDisk;
import org.relaywarden.bsmtp.disk.WatchedDoor;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolException;
import org.relaywarden.bsmtp.spool.SpoolOnDoor;

/** A spool on a disk in memory, under a load that writes down what was promised, and behind which step of the disk. */
final class CutStage {

    static final Path FOLDER = Path.of("/srv/mail");
    static final Mailbox ANNA = new Mailbox.Account("anna");
    static final Mailbox BERT = new Mailbox.Account("bert");
    static final List<Mailbox> MAILBOXES = List.of(ANNA, BERT, SystemMailbox.ABUSE);

    /** The process is gone, in the midst of a call. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Something that is done to the spool. */
    interface Work {
        void run() throws Exception;
    }

    /** What must hold behind some step. */
    sealed interface Promise {

        /** The message is there, till somebody asks for its end. */
        record Kept(String mail, Mailbox mailbox) implements Promise {}

        /** Somebody asked for the end of the message: it may be gone, or not yet. */
        record Released(String mail, Mailbox mailbox) implements Promise {}

        /** The message is gone for good. */
        record Gone(String mail, Mailbox mailbox) implements Promise {}

        /** A file with this in its name lies in the quarantine folder. */
        record Aside(String name) implements Promise {}
    }

    /** Said behind so many steps of the disk. */
    private record Said(int step, Promise promise) {}

    final MemoryDisk disk = new MemoryDisk();
    final FaultyFileSystem faults = new FaultyFileSystem(disk);
    private final UnaryOperator<FileSystemDoor> around;
    private final List<Said> said = new ArrayList<>();
    private final Map<String, byte[]> sent = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private int firstCut;
    private Killable door;
    private Spool spool;

    /** @param around what else stands between the spool and the disk */
    CutStage(UnaryOperator<FileSystemDoor> around) throws IOException {
        this.around = around;
        this.door = new Killable(around.apply(faults));
        this.spool = SpoolOnDoor.open(FOLDER, door, new RememberedJournal());
    }

    private static final class Killable extends WatchedDoor {

        private int changesLeft = Integer.MAX_VALUE;

        private Killable(FileSystemDoor door) {
            super(door);
        }

        @Override
        protected boolean before(Change change, Path path) {
            if (changesLeft-- <= 0) {
                changesLeft = 0; // what is done while the error goes up is done by nobody
                throw new Killed();
            }
            return true;
        }
    }

    /**
     * Kills the process before its n-th change from now, n from 0, and starts the next one on what it left.
     *
     * @return false when the work was done before that
     */
    boolean killedBefore(int change, Work work) throws Exception {
        door.changesLeft = change;
        boolean killed = false;
        try {
            work.run();
        } catch (Killed expected) {
            killed = true;
        }
        firstCut = disk.steps();
        restart();
        return killed;
    }

    /** The next process opens the spool. */
    void restart() throws IOException {
        door = new Killable(around.apply(faults));
        spool = SpoolOnDoor.open(FOLDER, door, new RememberedJournal());
    }

    Spool spool() {
        return spool;
    }

    static Destination to(Mailbox mailbox) {
        return new Destination(mailbox, mailbox instanceof SystemMailbox ? MailClass.SYSTEM : MailClass.PUSH,
                List.of(new MailAddress("someone", "customer.example")));
    }

    static Envelope envelope() {
        return Envelope.ours(
                ReversePath.of(new MailAddress("sender", "far.example")), Instant.parse("2026-03-01T08:00:00Z"));
    }

    private void say(Promise promise) {
        said.add(new Said(disk.steps(), promise));
    }

    /** The whole message is written in several pieces, and not committed yet. */
    Draft begin(String mail, int aboutBytes, Mailbox... mailboxes) throws SpoolException {
        byte[] bytes = TestMail.bytes(mail, aboutBytes);
        sent.put(mail, bytes);
        attempts.merge(mail, 1, Integer::sum);
        Draft draft = spool.begin(envelope(), Stream.of(mailboxes).map(CutStage::to).toList());
        int piece = Math.max(1, bytes.length / 3);
        for (int at = 0; at < bytes.length; at += piece) {
            draft.write(bytes, at, Math.min(piece, bytes.length - at));
        }
        return draft;
    }

    List<StoredMail> commit(Draft draft, String mail) throws SpoolException {
        List<StoredMail> stored = draft.commit();
        stored.forEach(copy -> say(new Promise.Kept(mail, copy.mailbox())));
        return stored;
    }

    StoredMail take(String mail, int aboutBytes, Mailbox... mailboxes) throws SpoolException {
        try (Draft draft = begin(mail, aboutBytes, mailboxes)) {
            return commit(draft, mail).getFirst();
        }
    }

    void put(String mail, Mailbox mailbox) throws SpoolException {
        byte[] bytes = TestMail.bytes(mail, 300);
        sent.put(mail, bytes);
        attempts.put(mail, 1); // however often: a fixed name is there once
        spool.put(envelope(), to(mailbox), mail, bytes);
        say(new Promise.Kept(mail, mailbox));
    }

    void remove(StoredMail stored, String mail) throws IOException {
        say(new Promise.Released(mail, stored.mailbox()));
        if (spool.remove(stored)) {
            say(new Promise.Gone(mail, stored.mailbox()));
        }
    }

    /** As the delivery does it: off at once, on the disk with the next force. */
    void takeOff(StoredMail stored, String mail) throws IOException {
        say(new Promise.Released(mail, stored.mailbox()));
        spool.pushQueue().takeOff(stored);
    }

    void forceTakenOff(Mailbox.Account account, String... mails) throws IOException {
        spool.pushQueue().force(account.login());
        for (String mail : mails) {
            say(new Promise.Gone(mail, account));
        }
    }

    /** A file that bears our tag and is no mail, as a broken disk leaves one; it is there for good. */
    void plantDamaged(String name, Mailbox.Account account) throws IOException {
        Path folder = FOLDER.resolve("accounts/" + account.login() + "/new");
        try (FileSystemDoor.OpenFile file = disk.createExclusive(folder.resolve(name + ",S=9,W=9,B=1"))) {
            file.write(ByteBuffer.wrap(new byte[9]), 0);
            file.force();
        }
        disk.forceFolder(folder);
    }

    /** Listing finds it, and has moved it aside when it returns. */
    void findDamaged(String name, Mailbox mailbox) throws IOException {
        spool.list(mailbox);
        say(new Promise.Aside(name));
    }

    /** Somebody takes a folder away under the running program, with all that lies in it. */
    void removeByHand(Path folder) throws IOException {
        said.stream().map(Said::promise).toList().forEach(promise -> {
            if (promise instanceof Promise.Kept(String mail, Mailbox mailbox)) {
                say(new Promise.Released(mail, mailbox));
            }
        });
        removeTree(folder);
    }

    private void removeTree(Path path) throws IOException {
        try {
            for (String name : disk.list(path)) {
                removeTree(path.resolve(name));
            }
        } catch (NotDirectoryException file) {
            // Nothing below it.
        }
        disk.delete(path);
    }

    /** What a POP3 server does at a login: all that is new moves on to {@code cur/}. Nobody forces anything. */
    void popLogin(Mailbox.Account account) throws IOException {
        Path maildir = FOLDER.resolve("accounts/" + account.login());
        for (String name : disk.list(maildir.resolve("new"))) {
            disk.rename(maildir.resolve("new").resolve(name), maildir.resolve("cur").resolve(name + ":2,"));
        }
    }

    /** Behind how many steps it is worth to cut: what goes before a kill is another load's. */
    int firstCut() {
        return firstCut;
    }

    /** What held behind so many steps. */
    List<Promise> promisedBehind(int steps) {
        return said.stream().filter(one -> one.step() <= steps).map(Said::promise).toList();
    }

    /** What was sent under this name, or nothing. */
    byte[] sent(String mail) {
        return sent.getOrDefault(mail, new byte[0]);
    }

    int attempts(String mail) {
        return attempts.getOrDefault(mail, 0);
    }
}
