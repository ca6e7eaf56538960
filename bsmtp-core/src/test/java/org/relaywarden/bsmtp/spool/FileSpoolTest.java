// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.spool.SpoolBench.ANNA;
import static org.relaywarden.bsmtp.spool.SpoolBench.ENVELOPE;
import static org.relaywarden.bsmtp.spool.SpoolBench.NOW;
import static org.relaywarden.bsmtp.spool.SpoolBench.bytes;
import static org.relaywarden.bsmtp.spool.SpoolBench.to;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.disk.FaultyFileSystem;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;

/** Taking, finding, reading and removing mail. */
class FileSpoolTest {

    private static final String MESSAGE = "Subject: tea\r\n\r\n.one\r\n\u00e9\r\n";

    @TempDir
    Path folder;

    @AutoClose
    private SpoolBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new SpoolBench(folder);
    }

    @Test
    void aMessageComesOutAsItWentIn() throws Exception {
        StoredMail kept = bench.keepForAnna(MESSAGE);

        assertEquals(List.of(kept), bench.spool.list(ANNA));
        assertEquals(MESSAGE, bench.read(kept));
        assertEquals(MESSAGE.length(), kept.messageBytes());
        assertEquals(ENVELOPE, kept.envelope());
        assertTrue(bench.spool.remove(kept));
        assertFalse(bench.spool.remove(kept), "it was gone already");
        assertTrue(bench.spool.open(kept).isEmpty());
        assertEquals(List.of(), bench.spool.list(ANNA));
    }

    @Test
    void theNameTellsSizeAndClass() throws Exception {
        bench.keepForAnna(MESSAGE);

        Path file = bench.only("new");

        String name = file.getFileName().toString();
        assertTrue(name.matches("1772352000\\.M123456P\\d+_\\d+_[0-9a-f]{12}\\.mail\\.isp\\.example"
                + ",S=(\\d+),W=\\1,B=1"), name);
        assertTrue(name.contains(",S=" + Files.size(file) + ","), "Dovecot trusts S: " + name);
        assertTrue(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).endsWith("---"),
                "nobody else reads mail");
    }

    @Test
    void largeMessagesInPiecesAreWhole() throws Exception {
        byte[] large = new byte[300_000];
        new Random(1).nextBytes(large);
        bench.door.writeAtMost(4_097);

        List<StoredMail> kept;
        try (Draft draft = bench.spool.begin(ENVELOPE,
                List.of(to(ANNA, MailClass.PUSH), to(SystemMailbox.ABUSE, MailClass.SYSTEM)))) {
            for (int at = 0; at < large.length; at += 10_000) {
                draft.write(large, at, 10_000);
            }
            assertEquals(large.length, draft.messageBytes());
            kept = draft.commit();
        }

        for (StoredMail copy : kept) {
            assertEquals(new String(large, StandardCharsets.ISO_8859_1), bench.read(copy), copy.toString());
        }
    }

    @Test
    void eachCopyBearsItsOwnMailboxAndRecipients() throws Exception {
        List<StoredMail> kept = bench.keep(MESSAGE, to(ANNA, MailClass.PUSH), to(ANNA, MailClass.ACCOUNT),
                to(SystemMailbox.COLLECTOR, MailClass.SYSTEM));

        assertEquals(List.of(MailClass.PUSH, MailClass.ACCOUNT),
                bench.spool.list(ANNA).stream().map(StoredMail::mailClass).toList());
        assertEquals(List.of(kept.get(2)), bench.spool.list(SystemMailbox.COLLECTOR));
        assertEquals(3, bench.journal.of("queued").size());
        assertEquals(3, bench.journal.counted(SpoolCounter.QUEUED));
    }

    @Test
    void aDraftThatIsNotCommittedLeavesNoTrace() throws Exception {
        try (Draft draft = bench.spool.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH)))) {
            draft.write(bytes(MESSAGE), 0, 5);
            assertEquals(1, bench.files("accounts/anna/tmp").size());
        }

        assertEquals(List.of(), bench.files(""));
    }

    @Test
    void oldestFirst() throws Exception {
        StoredMail second = bench.keepForAnna("2");
        try (Draft draft = bench.spool.begin(Envelope.ours(ENVELOPE.sender(), NOW.minusSeconds(1)),
                List.of(to(ANNA, MailClass.ACCOUNT)))) {
            draft.commit();
        }

        assertEquals(second, bench.spool.list(ANNA).getLast());
    }

    @Test
    void anEmptyMailboxIsNoFault() throws Exception {
        assertEquals(List.of(), bench.spool.list(new Mailbox.Account("nobody-yet")));
    }

    @Test
    void theReserveIsKept() throws Exception {
        SpoolSettings settings = new SpoolSettings(folder, 1_000, "h");
        try (FileSpool spool = FileSpool.open(settings, bench.journal, () -> NOW, bench.door)) {
            bench.door.haveFree(999);
            SpoolException full = assertThrows(SpoolException.class,
                    () -> spool.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH))));
            assertTrue(full.isOutOfSpace());
            assertEquals(1, bench.journal.counted(SpoolCounter.RESERVE_REACHED));

            bench.door.haveFree(1_000);
            spool.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH))).close();
        }
    }

    @ParameterizedTest(name = "{0} bytes, {1} inodes free: {2} mail {3}")
    @CsvSource(delimiter = '|', textBlock = """
            1000 | 40 | stranger's | begins
            999  | 40 | stranger's | waits
            1000 | 39 | stranger's | waits
            250  | 10 | system     | begins
            249  | 10 | system     | waits
            250  | 9  | system     | waits
            250  | 10 | own        | begins
            249  | 10 | own        | waits
            250  | 10 | mixed      | waits
            999  | 40 | outbound   | waits
            """)
    void systemMailAndOurOwnMayUseTheReserve(long bytes, long inodes, String whose, String expected) throws Exception {
        SpoolSettings settings = new SpoolSettings(folder, 1_000, 40, "h");
        List<Destination> to = switch (whose) {
            case "system" -> List.of(to(SystemMailbox.REPLIES, MailClass.SYSTEM));
            case "outbound" -> List.of(to(SystemMailbox.SMARTHOST, MailClass.SYSTEM));
            case "mixed" -> List.of(to(SystemMailbox.REPLIES, MailClass.SYSTEM), to(ANNA, MailClass.PUSH));
            default -> List.of(to(ANNA, MailClass.ACCOUNT));
        };
        Envelope envelope = whose.equals("own") ? Envelope.ours(ENVELOPE.sender(), NOW) : ENVELOPE;
        try (FileSpool spool = FileSpool.open(settings, bench.journal, () -> NOW, bench.door)) {
            bench.door.haveFree(bytes);
            bench.door.haveFreeInodes(inodes);
            if (expected.equals("begins")) {
                spool.begin(envelope, to).close();
            } else {
                assertTrue(assertThrows(SpoolException.class, () -> spool.begin(envelope, to)).isOutOfSpace());
            }
        }
        assertEquals(expected.equals("begins") ? 0 : 1, bench.journal.counted(SpoolCounter.RESERVE_REACHED));
    }

    /** With ten thousand mailboxes the clearing takes its time; a stop does not wait for all of it. */
    @Test
    void theSpoolOpensBeforeItHasClearedAway() throws Exception {
        bench.spool.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH)));
        CountDownLatch listing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        FaultyFileSystem door = new FaultyFileSystem();
        door.beforeNext("list", () -> {
            listing.countDown();
            assertDoesNotThrow(() -> goOn.await());
        });
        Files.createDirectories(folder.resolve("accounts/bert/tmp"));

        FileSpool next = FileSpool.openAtOnce(new SpoolSettings(folder, 0, "h"), bench.journal, () -> NOW, door);
        listing.await();
        assertEquals(1, bench.files("accounts/anna/tmp").size(), "not cleared yet, and open");
        Thread closing = Thread.ofVirtual().start(next::close);
        goOn.countDown();
        closing.join();
        List<Path> left = bench.files("accounts/anna/tmp");
        next.close();
        assertEquals(left, bench.files("accounts/anna/tmp"), "after a close nothing is cleared any more");
    }

    @Test
    void whatWasKeptIsThereAfterARestart() throws Exception {
        StoredMail kept = bench.keepForAnna(MESSAGE);
        bench.close();

        try (SpoolBench next = new SpoolBench(folder)) {
            assertEquals(List.of(kept), next.spool.list(ANNA));
            assertEquals(MESSAGE, next.read(kept));
        }
    }

    @Test
    void startUpClearsWhatAnEarlierProcessDidNotFinish() throws Exception {
        Draft unfinished = bench.spool.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH)));
        Path temporary = folder.resolve("accounts/anna/tmp");
        Path strangers = Files.writeString(temporary.resolve("1772352000.M1P2.dovecot"), "x");
        Path old = Files.writeString(temporary.resolve("1672352000.M1P2.dovecot"), "x");
        Files.setLastModifiedTime(strangers, FileTime.from(NOW.minus(Duration.ofHours(36))));
        Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofHours(36)).minusMillis(1)));
        Files.writeString(folder.resolve("accounts/a-file"), "no mailbox");

        try (SpoolBench next = new SpoolBench(folder)) {
            assertEquals(List.of(strangers), next.files("accounts/anna/tmp"));
            assertEquals(2, next.journal.counted(SpoolCounter.LEFT_OVERS));
            Draft ours = next.spool.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH)));
            assertEquals(2, next.files("accounts/anna/tmp").size(), "this process's own are under way");
            ours.close();
        }
        unfinished.close();
    }

    @Test
    void aBodyThatWasAlteredNeverReadsToItsEnd() throws Exception {
        StoredMail kept = bench.keepForAnna(MESSAGE);
        byte[] file = Files.readAllBytes(bench.only("new"));
        file[file.length - 3] ^= 1;
        Files.write(bench.only("new"), file);

        try (InputStream message = bench.spool.open(kept).orElseThrow()) {
            assertThrows(IOException.class, message::readAllBytes);
        }
        assertEquals(List.of(), bench.spool.list(ANNA));
        assertEquals(1, bench.files("quarantine").size());
    }

    @Test
    void afterCloseNothingIsBegun() {
        bench.close();

        assertThrows(SpoolException.class, () -> bench.keepForAnna(MESSAGE));
    }
}
