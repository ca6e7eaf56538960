// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.relaywarden.bsmtp.spool.SpoolBench.ANNA;
import static org.relaywarden.bsmtp.spool.SpoolBench.ENVELOPE;
import static org.relaywarden.bsmtp.spool.SpoolBench.bytes;
import static org.relaywarden.bsmtp.spool.SpoolBench.to;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.relaywarden.bsmtp.disk.FaultyFileSystem;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.disk.RealFileSystem;
import org.relaywarden.bsmtp.disk.WatchedDoor;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;

/** Step by step: bytes, name, folder. What a power cut behind each of them leaves: see {@code PowerCutTest}. */
class DurabilityTest {

    private static final String MESSAGE = "Subject: tea\r\n\r\nhello\r\n";

    @TempDir
    Path folder;

    @AutoClose
    private SpoolBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new SpoolBench(folder);
    }

    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        for (FaultyFileSystem.Call call : bench.door.calls()) {
            String step = call.what() + " " + folder.relativize(call.target()).getName(2);
            if (steps.isEmpty() || !steps.getLast().equals(step)) {
                steps.add(step);
            }
        }
        return steps;
    }

    @Test
    void bytesThenNameThenFolder() throws Exception {
        bench.keepForAnna("the folders are there now");
        Draft draft = bench.spool.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH)));
        bench.door.failAt(Integer.MAX_VALUE, FaultyFileSystem.Fault.INPUT_OUTPUT);
        draft.write(bytes(MESSAGE), 0, MESSAGE.length());
        draft.commit();

        assertEquals(List.of("write tmp", "force tmp", "close tmp", "rename new", "forceFolder new"), steps());
    }

    @Test
    void everyCopyIsOnTheDiskBeforeTheFirstGetsItsName() throws Exception {
        Destination other = to(new Mailbox.Account("bert"), MailClass.PUSH);
        bench.keep("the folders are there now", to(ANNA, MailClass.PUSH), other);
        Draft draft = bench.spool.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH), other));
        bench.door.failAt(Integer.MAX_VALUE, FaultyFileSystem.Fault.INPUT_OUTPUT);
        draft.commit();

        List<String> calls = bench.door.calls().stream().map(FaultyFileSystem.Call::what).toList();
        assertEquals(2, calls.stream().filter("force"::equals).count());
        assertTrue(calls.lastIndexOf("force") < calls.indexOf("rename"), calls.toString());
        assertTrue(calls.lastIndexOf("rename") < calls.indexOf("forceFolder"), calls.toString());
        assertEquals(2, calls.stream().filter("forceFolder"::equals).count());
    }

    @Test
    void foldersMadeByAProcessThatDiedAreForcedByTheNext() throws Exception {
        for (String name : List.of("tmp", "new", "cur")) {
            Files.createDirectories(folder.resolve("accounts/anna/" + name));
        }
        bench.door.failAt(Integer.MAX_VALUE, FaultyFileSystem.Fault.INPUT_OUTPUT);
        bench.keepForAnna(MESSAGE);

        List<String> forced = bench.door.calls().stream()
                .filter(call -> call.what().equals("forceFolder"))
                .map(call -> folder.relativize(call.path()).toString())
                .toList();
        assertEquals(List.of("accounts/anna", "accounts", "", "accounts/anna/new"), forced);
    }

    @Test
    void theFoldersAboveAreForcedWhereTheyWereMade() throws Exception {
        try (SpoolBench fresh = new SpoolBench(folder.resolve("data/mail"))) {
            assertEquals(List.of("data/mail", "data", ""), fresh.door.calls().stream()
                    .filter(call -> call.what().equals("forceFolder"))
                    .map(call -> folder.relativize(call.path()).toString())
                    .toList());
        }
    }

    @Test
    void removedMailIsRemovedOnTheDisk() throws Exception {
        StoredMail kept = bench.keepForAnna(MESSAGE);
        bench.door.failAt(Integer.MAX_VALUE, FaultyFileSystem.Fault.INPUT_OUTPUT);
        bench.spool.remove(kept);

        assertEquals(List.of("delete new", "forceFolder new"), steps());
    }

    @Test
    void whatIsTakenOffIsOnTheDiskWithTheNextForce() throws Exception {
        StoredMail kept = bench.keepForAnna(MESSAGE);
        bench.door.failAt(Integer.MAX_VALUE, FaultyFileSystem.Fault.INPUT_OUTPUT);
        bench.spool.pushQueue().takeOff(kept);
        bench.spool.pushQueue().force("anna");

        assertEquals(List.of("delete new", "forceFolder new", "forceFolder cur"), steps());
    }

    @Test
    void eachFailingCallIsAnExceptionAndLeavesNothingHalf() throws Exception {
        Destination[] three = {
            to(ANNA, MailClass.PUSH), to(new Mailbox.Account("bert"), MailClass.ACCOUNT),
            to(SystemMailbox.ABUSE, MailClass.SYSTEM)
        };
        for (FaultyFileSystem.Fault fault : FaultyFileSystem.Fault.values()) {
            int call = 1;
            for (boolean failed = true; failed; call++) {
                try (SpoolBench fresh = new SpoolBench(folder.resolve(fault + "-" + call))) {
                    fresh.door.failFrom(call, fault);
                    failed = failsWholly(fresh, three, fault + " from call " + call);
                }
            }
            assertTrue(call > 40, "three copies take more than forty calls, saw " + call);
        }
    }

    private static boolean failsWholly(SpoolBench fresh, Destination[] to, String what) throws Exception {
        boolean failed = false;
        try {
            fresh.keep(MESSAGE, to);
        } catch (SpoolException notKept) {
            failed = true;
        }
        assertEquals(fresh.door.failures() > 0, failed, what);
        fresh.door.heal();
        for (Destination destination : to) {
            for (StoredMail seen : fresh.spool.list(destination.mailbox())) {
                assertEquals(MESSAGE, fresh.read(seen), what);
            }
        }
        assertEquals(List.of(), fresh.files("quarantine"), what);
        int before = fresh.spool.list(ANNA).size();
        fresh.keep(MESSAGE, to);
        assertEquals(before + 1, fresh.spool.list(ANNA).size(), what + ": the next mail goes through");
        return failed;
    }

    @Test
    void aWriteThatTakesNothingIsAFailureAndNoEndlessLoop() throws Exception {
        FileSystemDoor takesNothing = new WatchedDoor(new RealFileSystem()) {
            @Override
            protected int writeAtOnce(Path path, long position, int bytes) {
                return position < 100 ? bytes : 0;
            }
        };
        try (Spool stuck = SpoolOnDoor.open(folder.resolve("stuck"), takesNothing, bench.journal)) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThrows(SpoolException.class, () -> {
                try (Draft draft = stuck.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH)))) {
                    draft.write(bytes(MESSAGE), 0, MESSAGE.length());
                    draft.commit();
                }
            }));
        }
    }

    @Test
    void aDraftThatFailedOnceIsNeverCommitted() throws Exception {
        try (Draft draft = bench.spool.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH)))) {
            bench.door.failAt(1, FaultyFileSystem.Fault.INPUT_OUTPUT);
            assertThrows(SpoolException.class, () -> draft.write(bytes(MESSAGE), 0, MESSAGE.length()));
            assertEquals(List.of(), bench.files("accounts"), "cleared away at once, not when its owner lets go of it");
            assertThrows(IllegalStateException.class, draft::commit, "a hole in a mail, and a 250 for it");
        }
    }

    /** A restore, a clumsy hand: one mail is put off, and the next one finds everything made anew. */
    @Test
    void aFolderTakenAwayUnderAMailIsMadeAgainForTheNext() throws Exception {
        bench.keepForAnna("the folders are there now");
        Path arrived = folder.resolve("accounts/anna/new");
        try (Draft draft = bench.spool.begin(ENVELOPE, List.of(to(ANNA, MailClass.PUSH)))) {
            draft.write(bytes(MESSAGE), 0, MESSAGE.length());
            for (Path mail : Files.list(arrived).toList()) {
                Files.delete(mail);
            }
            Files.delete(arrived);
            assertThrows(SpoolException.class, draft::commit);
        }

        bench.keepForAnna(MESSAGE);
        assertEquals(1, Files.list(arrived).count());
    }

    @Test
    void aFullDiskIsToldFromABrokenOne() {
        bench.door.failAt(4, FaultyFileSystem.Fault.NO_SPACE);
        assertTrue(assertThrows(SpoolException.class, () -> bench.keepForAnna(MESSAGE)).isOutOfSpace());

        bench.door.failAt(4, FaultyFileSystem.Fault.INPUT_OUTPUT);
        SpoolException broken = assertThrows(SpoolException.class, () -> bench.keepForAnna(MESSAGE));
        assertEquals(false, broken.isOutOfSpace());
        assertTrue(broken.getMessage().startsWith(folder.toString()), broken.getMessage());
    }
}
