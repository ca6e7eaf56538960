// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.spool.SpoolBench.ANNA;
import static org.relaywarden.bsmtp.spool.SpoolBench.ENVELOPE;
import static org.relaywarden.bsmtp.spool.SpoolBench.bytes;
import static org.relaywarden.bsmtp.spool.SpoolBench.to;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.disk.FaultyFileSystem;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.maildir.Prefix;

/** The folders belong to a POP3 and IMAP server too (B10, B11), and to whoever has a shell. */
class SharedMaildirTest {

    private static final String MESSAGE = "Subject: tea\r\n\r\nhello\r\n";

    @TempDir
    Path folder;

    @AutoClose
    private SpoolBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new SpoolBench(folder);
    }

    @ParameterizedTest(name = "{0}{1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            cur | :2,        | a POP3 login moves every file, read or not (B11)
            cur | :2,S       | read
            cur | :2,FS      | read and flagged
            cur | ''         | moved by hand, without flags
            new | :2,S       | flags where none belong
            """)
    void aRenamedFileIsStillFound(String maildirFolder, String flags, String why) throws Exception {
        StoredMail kept = bench.keepForAnna(MESSAGE);
        Path file = bench.only("new");
        Files.move(file, folder.resolve("accounts/anna/" + maildirFolder + "/" + file.getFileName() + flags));

        assertEquals(List.of(kept), bench.spool.list(ANNA), why);
        assertEquals(MESSAGE, bench.read(kept), why);
        assertTrue(bench.spool.remove(kept), why);
        assertEquals(List.of(), bench.files("accounts"), why);
    }

    /** B11: each step of ours may fall between two of the POP3 server's. */
    @ParameterizedTest(name = "moved before the next {0}")
    @CsvSource({"list", "open", "size"})
    void aFileThatMovesWhileWeLookIsFound(String call) throws Exception {
        StoredMail kept = bench.keepForAnna(MESSAGE);
        Path file = bench.only("new");
        Path moved = folder.resolve("accounts/anna/cur/" + file.getFileName() + ":2,");

        bench.door.beforeNext(call, () -> Files.move(file, moved));
        assertEquals(List.of(kept), bench.spool.list(ANNA));
        assertTrue(Files.exists(moved));

        bench.door.beforeNext("open", () -> Files.move(moved, Path.of(moved + "FS")));
        assertEquals(MESSAGE, bench.read(kept));
    }

    /** C16: a login moves it and a reading renames it, each between our finding it and what we do there. */
    @Test
    void aFileThatMovesAgainIsFollowed() throws Exception {
        StoredMail kept = bench.keepForAnna(MESSAGE);
        Path file = bench.only("new");
        List<Path> places = "FPRST".chars()
                .mapToObj(flag -> folder.resolve("accounts/anna/cur/" + file.getFileName() + ":2," + (char) flag))
                .toList();

        Files.move(file, places.get(0));
        movesOnceFound("open", places.get(0), places.get(1));
        assertEquals(List.of(kept), bench.spool.list(ANNA), "listed");
        movesOnceFound("open", places.get(1), places.get(2));
        assertEquals(MESSAGE, bench.read(kept), "read");
        movesOnceFound("delete", places.get(2), places.get(3));
        assertTrue(bench.spool.pushQueue().takeOff(kept), "taken off, or it would be sent once more");
        assertTrue(Files.notExists(places.get(3)));
    }

    /** Moves before the next step after the last folder was read, and is followed; then once more. */
    private void movesOnceFound(String step, Path from, Path to) {
        Path between = Path.of(to + "a");
        FaultyFileSystem door = bench.door;
        door.beforeNext("list", () -> door.beforeNext("list", () -> door.beforeNext(step, () -> {
            Files.move(from, between);
            door.beforeNext("list", () -> door.beforeNext("list",
                    () -> door.beforeNext(step, () -> Files.move(between, to))));
        })));
    }

    @Test
    void aFileThatIsDeletedWhileWeLookIsGone() throws Exception {
        StoredMail kept = bench.keepForAnna(MESSAGE);
        Path file = bench.only("new");

        bench.door.beforeNext("open", () -> Files.delete(file));
        assertEquals(List.of(), bench.spool.list(ANNA));
        assertTrue(bench.spool.open(kept).isEmpty());
    }

    @Test
    void aTagLostInARenameIsMadeUpForByThePrefix() throws Exception {
        StoredMail kept = bench.keepForAnna(MESSAGE);
        Files.move(bench.only("new"), folder.resolve("accounts/anna/cur/" + kept.id() + ":2,S"));

        assertEquals(List.of(kept), bench.spool.list(ANNA));
        assertEquals(MESSAGE, bench.read(kept));
        assertTrue(bench.spool.remove(kept));
    }

    /** Decision 7: nor does it keep its account from being found at a start; others' files are not opened for it. */
    @Test
    void anAccountIsFoundByAMailThatLostItsTag() throws Exception {
        StoredMail kept = bench.keepForAnna(MESSAGE);
        Path renamed = folder.resolve("accounts/anna/cur/" + kept.id() + ":2,S");
        Files.move(bench.only("new"), renamed);
        for (int i = 0; i < 5; i++) {
            Files.writeString(folder.resolve("accounts/anna/cur/177235200" + i + ".M1P2.dovecot,S=9,W=9:2,S"), "x");
        }
        bench.keep(MESSAGE, to(new Mailbox.Account("bert"), MailClass.ACCOUNT));
        bench.door.failAt(Integer.MAX_VALUE, FaultyFileSystem.Fault.INPUT_OUTPUT);

        assertEquals(List.of("anna"), bench.spool.pushQueue().logins());
        assertEquals(List.of(kept.id()),
                bench.spool.pushQueue().of("anna").stream().map(QueuedMail::id).toList());
        assertEquals(List.of(renamed, renamed), bench.door.calls().stream()
                .filter(call -> call.what().equals("open"))
                .map(FaultyFileSystem.Call::path)
                .toList());
    }

    @Test
    void aCopyByImapIsAccountMailAndNoLongerOurs() throws Exception {
        StoredMail kept = bench.keepForAnna(MESSAGE);
        Path copy = folder.resolve("accounts/anna/cur/1772352001.M1P2.dovecot,S=9,W=9:2,S");
        Files.copy(bench.only("new"), copy);

        assertEquals(List.of(kept), bench.spool.list(ANNA), "pushed once, not twice");
        assertTrue(Files.exists(copy));
    }

    @Test
    void strangersFilesAreLeftAlone() throws Exception {
        bench.keepForAnna(MESSAGE);
        Path maildir = folder.resolve("accounts/anna");
        List<Path> strangers = List.of(
                Files.writeString(maildir.resolve("cur/1772352001.M1P2.dovecot,S=9,W=9:2,S"), "Subject: appended\n\nx"),
                Files.writeString(maildir.resolve("new/no-mail-at-all"), ""),
                Files.writeString(maildir.resolve("cur/.nfs0001"), "x"),
                Files.writeString(maildir.resolve("new/begins-like-ours"), Prefix.FIRST_FIELD + "and then does not"),
                Files.writeString(maildir.resolve("dovecot-uidlist"), "x"));
        Files.createDirectory(maildir.resolve("new/a-folder"));

        assertEquals(1, bench.spool.list(ANNA).size());
        assertTrue(strangers.stream().allMatch(Files::exists));
        assertEquals(List.of(), bench.files("quarantine"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            0   | a crash of a file system that gives a name before the bytes
            50  | cut in the first line
            200 | cut in the envelope
            -1  | one byte of the message short
            1   | one byte too many
            """)
    void damagedFilesOfOursAreMovedAsideNeverDeleted(int change, String why) throws Exception {
        bench.keepForAnna(MESSAGE);
        Path file = bench.only("new");
        byte[] whole = Files.readAllBytes(file);
        int length = change <= 1 && change != 0 ? whole.length + change : change;
        Files.write(file, Arrays.copyOf(whole, length));
        StoredMail sound = bench.keepForAnna("sound");

        assertEquals(List.of(sound), bench.spool.list(ANNA), why);
        assertEquals(List.of(sound), bench.spool.list(ANNA), why);

        List<Path> aside = bench.files("quarantine");
        assertEquals(1, aside.size(), why);
        assertEquals(length, Files.size(aside.getFirst()), why);
        assertTrue(aside.getFirst().getFileName().toString().startsWith("anna+"), "it says whose it is");
        assertEquals(1, bench.journal.counted(SpoolCounter.QUARANTINED));
    }

    @Test
    void damagedFilesDoNotKeepTheSpoolFromOpening() throws Exception {
        bench.keepForAnna(MESSAGE);
        Files.write(bench.only("new"), new byte[0]);
        bench.close();

        try (SpoolBench next = new SpoolBench(folder)) {
            StoredMail kept = next.keepForAnna(MESSAGE);
            assertEquals(List.of(kept), next.spool.list(ANNA));
        }
    }

    @Test
    void aFileThatCannotBeReadNowIsNotCalledDamaged() throws Exception {
        StoredMail kept = bench.keepForAnna(MESSAGE);
        // list new, list cur, then the file: its opening, reading or measuring fails, as with too many open files.
        for (int call = 3; call <= 5; call++) {
            bench.door.failAt(call, FaultyFileSystem.Fault.INPUT_OUTPUT);
            assertEquals(List.of(), bench.spool.list(ANNA));
            assertEquals(1, bench.door.failures());
        }
        bench.door.heal();

        assertEquals(List.of(kept), bench.spool.list(ANNA));
        assertEquals(List.of(), bench.files("quarantine"));
        assertEquals(3, bench.journal.counted(SpoolCounter.UNREADABLE));
    }

    @Test
    void putWritesOncePerName() throws Exception {
        Destination anna = to(ANNA, MailClass.ACCOUNT);
        StoredMail first = bench.spool.put(ENVELOPE, anna, "warning-17-a", bytes(MESSAGE));
        assertEquals("warning-17-a", first.id());
        assertEquals(first, bench.spool.put(ENVELOPE, anna, "warning-17-a", bytes("another text")));

        Path file = bench.only("new");
        Files.move(file, folder.resolve("accounts/anna/cur/" + file.getFileName() + ":2,RS"));
        assertEquals(first, bench.spool.put(ENVELOPE, anna, "warning-17-a", bytes("another text")), "it was read on");
        assertEquals(1, bench.files("accounts").size());

        assertTrue(bench.spool.remove(first));
        bench.spool.put(ENVELOPE, anna, "warning-17-a", bytes(MESSAGE));
        assertEquals(1, bench.files("accounts").size(), "deleting is the owner's right, writing again the caller's");
    }

    @Test
    void putWritesAgainWhereTheFirstWasDamaged() throws Exception {
        bench.spool.put(ENVELOPE, to(ANNA, MailClass.ACCOUNT), "warning-17", bytes(MESSAGE));
        Files.write(bench.only("new"), new byte[3]);

        StoredMail again = bench.spool.put(ENVELOPE, to(ANNA, MailClass.ACCOUNT), "warning-17", bytes(MESSAGE));

        assertEquals(MESSAGE, bench.read(again));
        assertEquals(1, bench.files("quarantine").size());
    }
}
