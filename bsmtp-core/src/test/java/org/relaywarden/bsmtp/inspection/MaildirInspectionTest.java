// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.disk.FaultyFileSystem;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolCounter;
import org.relaywarden.bsmtp.spool.SpoolSettings;

/** Decision 7: what is ours is held to its envelope, what is not is left alone (B11). */
class MaildirInspectionTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final int LINES = 2_000;

    @TempDir
    Path folder;

    private final RememberedJournal journal = new RememberedJournal();
    private final FaultyFileSystem door = new FaultyFileSystem();
    private final List<FoundFile> found = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();
    private Path kept;

    @BeforeEach
    void keepOne() throws Exception {
        keep("anna", MailClass.PUSH);
        kept = files("accounts/anna/new").getFirst();
    }

    private void keep(String login, MailClass mailClass) throws Exception {
        byte[] message = "0123456789abc\r\n".repeat(LINES).getBytes(StandardCharsets.US_ASCII);
        try (Spool spool = Spool.open(new SpoolSettings(folder, 0, "mail.isp.example"), journal, () -> NOW);
                Draft draft = spool.begin(
                        Envelope.ours(ReversePath.none(), NOW),
                        List.of(new Destination(new Mailbox.Account(login), mailClass,
                                List.of(new MailAddress("x", "customer.example")))))) {
            draft.write(message, 0, message.length);
            draft.commit();
        }
    }

    private List<Path> files(String below) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(below))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Tally inspect(Optional<String> login, boolean mend) throws IOException {
        return new MaildirInspection(folder, "mail.isp.example", journal, () -> NOW, door)
                .inspect(login, mend, new SpoolInspection.Listener() {
                    @Override
                    public void found(FoundFile file) {
                        found.add(file);
                    }

                    @Override
                    public void progress(int done, int all) {
                        progress.add(done + "/" + all);
                    }
                });
    }

    /** Changes the one file that lies there, in the way that the table names. */
    private void change(String how) throws IOException {
        byte[] bytes = Files.readAllBytes(kept);
        String name = kept.getFileName().toString();
        switch (how) {
            case "nothing" -> {}
            case "a byte of the message" -> {
                bytes[bytes.length - 20] ^= 1;
                Files.write(kept, bytes);
            }
            case "a byte of the envelope" -> {
                bytes[200] ^= 1;
                Files.write(kept, bytes);
            }
            case "the last byte" -> Files.write(kept, Arrays.copyOf(bytes, bytes.length - 1));
            case "all bytes" -> Files.write(kept, new byte[0]);
            case "read by POP3" -> move("cur/" + name + ":2,S");
            case "the tag" -> move("cur/" + name.substring(0, name.indexOf(',')) + ":2,");
            case "another tag" -> move("new/" + name.replace("B=1", "B=0"));
            case "another size" -> move("new/" + name.replaceAll("S=\\d+", "S=7"));
            case "copied by IMAP" -> move("cur/1772352001.M1P2.dovecot,S=7:2,");
            case "copied by hand" -> move("cur/copy.of.it");
            case "a folder" -> Files.createDirectory(folder.resolve("accounts/anna/new/a-folder"));
            default -> throw new IllegalArgumentException(how);
        }
    }

    private void move(String name) throws IOException {
        Files.move(kept, folder.resolve("accounts/anna").resolve(name));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing                | whole     | true
            read by POP3           | whole     | true
            a folder               | whole     | true
            a byte of the message  | DAMAGED   | false
            a byte of the envelope | DAMAGED   | false
            the last byte          | DAMAGED   | false
            all bytes              | DAMAGED   | false
            the tag                | LOST_TAG  | true
            another tag            | MISNAMED  | false
            another size           | MISNAMED  | false
            copied by IMAP         | FOREIGN   | true
            copied by hand         | FOREIGN   | true
            """)
    void eachFileIsJudged(String changed, String expected, boolean well) throws Exception {
        change(changed);
        List<Path> before = files("");

        Tally tally = inspect(Optional.empty(), false);

        List<String> findings = found.stream().map(file -> file.finding().name()).toList();
        assertEquals(expected.equals("whole") ? List.of() : List.of(expected), findings);
        assertEquals(expected.equals("whole") ? 1 : 0, tally.whole());
        assertEquals(well, tally.isWell());
        assertEquals(before, files(""), "nothing is changed unless it is asked for");
        assertEquals(0, journal.counted(SpoolCounter.QUARANTINED));
    }

    @Test
    void mendingMovesDamagedFilesAsideAndNothingElse() throws Exception {
        change("a byte of the message");
        keep("anna", MailClass.ACCOUNT);
        Path foreign = Files.writeString(folder.resolve("accounts/anna/cur/1772352001.M1P2.dovecot,S=1:2,"), "x");

        Tally tally = inspect(Optional.of("anna"), true);

        assertEquals(1, tally.of(Finding.DAMAGED));
        assertFalse(tally.isWell(), "a message was lost, whoever moved it");
        assertTrue(found.toString().contains("Moved to " + folder.resolve("quarantine")), found::toString);
        assertEquals(1, files("quarantine").size());
        assertEquals(2, files("accounts").size());
        assertTrue(Files.exists(foreign));
        assertEquals(1, journal.counted(SpoolCounter.QUARANTINED));

        found.clear();
        Tally again = inspect(Optional.empty(), true);
        assertEquals(Map.of(Finding.IN_QUARANTINE, 1L, Finding.FOREIGN, 1L), again.found());
        assertTrue(again.isWell());
    }

    @Test
    void leftOversAreThoseThatNobodyFinishes() throws Exception {
        Path young = Files.writeString(folder.resolve("accounts/anna/tmp/young"), "x");
        Path old = Files.writeString(folder.resolve("accounts/anna/tmp/old"), "x");
        Files.setLastModifiedTime(young, FileTime.from(NOW.minus(Duration.ofHours(36))));
        Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofHours(37))));

        inspect(Optional.empty(), false);

        assertEquals(List.of(old), found.stream().map(FoundFile::path).toList());
        assertEquals(Finding.LEFT_OVER, found.getFirst().finding());
    }

    @Test
    void whatCannotBeReadIsNotCalledDamaged() throws Exception {
        // The first call asks whether there is such a mailbox; a disk that fails there ends the inspection.
        for (int call = 2; call <= 12; call++) {
            found.clear();
            door.failAt(call, FaultyFileSystem.Fault.INPUT_OUTPUT);
            Tally tally = inspect(Optional.of("anna"), true);
            if (door.failures() == 0) {
                break;
            }
            assertEquals(0, tally.of(Finding.DAMAGED), "call " + call);
        }
        assertTrue(Files.exists(kept));
    }

    @Test
    void progressIsToldMailboxByMailbox() throws Exception {
        keep("bert", MailClass.PUSH);
        Files.createDirectories(folder.resolve("accounts/No Login"));
        assertEquals(2, inspect(Optional.empty(), false).whole());
        assertEquals("8/8", progress.getLast(), "six system mailboxes, two accounts");
        assertThrows(NoSuchFileException.class, () -> inspect(Optional.of("nobody"), false));
    }
}
