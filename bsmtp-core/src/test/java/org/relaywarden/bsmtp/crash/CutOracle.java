// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import static org.relaywarden.bsmtp.crash.CutStage.FOLDER;
import static org.relaywarden.bsmtp.crash.CutStage.MAILBOXES;
import static org.relaywarden.bsmtp.crash.CutStage.envelope;
import static org.relaywarden.bsmtp.crash.CutStage.to;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.relaywarden.bsmtp.crash.CutStage.Promise;
import org.relaywarden.bsmtp.disk.DiskState;
import org.relaywarden.bsmtp.disk.MemoryDisk;
import org.relaywarden.bsmtp.disk.PowerCut;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolException;
import org.relaywarden.bsmtp.spool.SpoolOnDoor;

/** Opens the spool on what each possible power cut leaves, and holds it to what was promised. */
final class CutOracle {

    private static final String NEXT = "the-next-mail";

    private final CutStage stage;
    private final long seed;

    CutOracle(CutStage stage, long seed) {
        this.stage = stage;
        this.seed = seed;
    }

    /**
     * Cuts behind every step.
     *
     * @return how many different disks were looked at
     * @throws AssertionError at the first that breaks a promise: which, behind which step, and what lay there
     */
    int everyCut() throws Exception {
        PowerCut cut = new PowerCut(stage.disk, seed);
        int looked = 0;
        for (int steps = stage.firstCut(); steps <= stage.disk.steps(); steps++) {
            List<Promise> promised = stage.promisedBehind(steps);
            int behind = steps;
            looked += cut.behind(steps, promised.toString(), left -> {
                try {
                    hold(promised, left);
                } catch (AssertionError | IOException | SpoolException broken) {
                    throw new AssertionError("cut behind step " + behind + " of " + stage.disk.steps() + ": "
                            + broken.getMessage() + ". On the disk lay:\n" + left, broken);
                }
            });
        }
        return looked;
    }

    private void hold(List<Promise> promised, DiskState left) throws Exception {
        MemoryDisk disk = new MemoryDisk(left);
        List<String> asideBefore = names(disk, FOLDER.resolve("quarantine"));
        try (Spool spool = SpoolOnDoor.open(FOLDER, disk, new RememberedJournal())) {
            temporaryFoldersAreEmpty(disk);
            List<Promise.Kept> found = new ArrayList<>();
            for (Mailbox mailbox : MAILBOXES) {
                for (StoredMail mail : spool.list(mailbox)) {
                    found.add(new Promise.Kept(nameOfWhole(spool, mail), mailbox));
                }
            }
            quarantineHoldsOnlyWhatWasDamaged(names(disk, FOLDER.resolve("quarantine")));
            compare(promised, found, asideBefore);
            waitingMailIsPushed(spool, found);
            takesMailAgain(spool);
        }
    }

    private static void compare(List<Promise> promised, List<Promise.Kept> found, List<String> aside) {
        Set<Promise.Kept> open = new HashSet<>();
        Set<Promise.Kept> gone = new HashSet<>();
        for (Promise promise : promised) {
            switch (promise) {
                case Promise.Kept kept -> open.add(kept);
                case Promise.Released(String mail, Mailbox mailbox) -> open.remove(new Promise.Kept(mail, mailbox));
                case Promise.Gone(String mail, Mailbox mailbox) -> gone.add(new Promise.Kept(mail, mailbox));
                case Promise.Aside(String name) -> check(aside.stream().anyMatch(file -> file.contains(name)),
                        name + " is not in the quarantine folder");
            }
        }
        open.removeAll(new HashSet<>(found));
        check(open.isEmpty(), "promised and lost: " + open);
        gone.retainAll(new HashSet<>(found));
        check(gone.isEmpty(), "removed and back: " + gone);
    }

    /** All of it as it was sent: half a mail must not be seen, promised or not. */
    private String nameOfWhole(Spool spool, StoredMail mail) throws IOException {
        byte[] bytes;
        try (InputStream message = spool.open(mail).orElseThrow(() -> new AssertionError(mail + " does not open"))) {
            bytes = message.readAllBytes();
        }
        String name = TestMail.nameIn(bytes);
        check(Arrays.equals(stage.sent(name), bytes), "half a mail can be seen: " + mail.id() + " " + name);
        return name;
    }

    private static void temporaryFoldersAreEmpty(MemoryDisk disk) throws IOException {
        for (String kind : List.of("accounts", "system")) {
            for (String mailbox : names(disk, FOLDER.resolve(kind))) {
                List<String> names = names(disk, FOLDER.resolve(kind).resolve(mailbox).resolve("tmp"));
                check(names.isEmpty(), "left in tmp/: " + names);
            }
        }
    }

    private static void quarantineHoldsOnlyWhatWasDamaged(List<String> names) {
        check(names.stream().allMatch(name -> name.contains("damaged")), "quarantined without need: " + names);
    }

    /** A copy for each attempt is the most there can be. */
    private void waitingMailIsPushed(Spool spool, List<Promise.Kept> found) throws IOException {
        for (Promise.Kept kept : found) {
            long copies = found.stream().filter(kept::equals).count();
            check(copies <= stage.attempts(kept.mail()), copies + " copies of " + kept);
            if (kept.mailbox() instanceof Mailbox.Account(String login)) {
                check(spool.pushQueue().logins().contains(login), login + " has mail that nobody will push");
            }
        }
    }

    private static void takesMailAgain(Spool spool) throws Exception {
        for (Mailbox mailbox : MAILBOXES) {
            byte[] bytes = TestMail.bytes(NEXT, 100);
            try (Draft draft = spool.begin(envelope(), List.of(to(mailbox)))) {
                draft.write(bytes, 0, bytes.length);
                StoredMail stored = draft.commit().getFirst();
                check(spool.list(mailbox).contains(stored), "the next mail is not there");
            }
        }
    }

    private static List<String> names(MemoryDisk disk, Path folder) throws IOException {
        try {
            return disk.list(folder);
        } catch (NoSuchFileException notMadeYet) {
            return List.of();
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
