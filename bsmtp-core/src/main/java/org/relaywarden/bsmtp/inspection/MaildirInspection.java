// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.inspection;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaywarden.bsmtp.disk.DiskFault;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.maildir.MaildirFolders;
import org.relaywarden.bsmtp.maildir.Quarantine;
import org.relaywarden.bsmtp.maildir.UniqueNames;
import org.relaywarden.bsmtp.spool.SpoolCounter;

/** Mailbox by mailbox, file by file, in the order of their names. */
final class MaildirInspection implements SpoolInspection {

    /** As long as Dovecot leaves a stranger's delivery in {@code tmp/}. */
    private static final Duration UNDER_WAY_MAX = Duration.ofHours(36);

    private final FileSystemDoor door;
    private final MaildirFolders folders;
    private final InstantSource clock;
    private final FileExamination examination;
    private final Quarantine quarantine;

    MaildirInspection(
            Path mailFolder, String hostName, Journal journal, InstantSource clock, FileSystemDoor door) {
        this.door = door;
        this.clock = clock;
        this.folders = new MaildirFolders(mailFolder, door, unforced -> {});
        this.examination = new FileExamination(door);
        this.quarantine = new Quarantine(door, folders, new UniqueNames(clock, hostName), new Told(journal));
    }

    /** What was moved aside is in the journal, whoever asked for it. */
    private record Told(Journal journal) implements Quarantine.Listener {

        @Override
        public void quarantined(String id, Path from, Path to, String why) {
            journal.fact(id, "quarantined", Map.of("from", from, "to", to, "reason", why));
            journal.count(SpoolCounter.QUARANTINED);
        }

        @Override
        public void unreadable(Path where, Exception why) {
            journal.fact("spool", "unreadable", Map.of("path", where, "reason", String.valueOf(why)));
            journal.count(SpoolCounter.UNREADABLE);
        }
    }

    /** One inspection; used by its thread. */
    private record Round(boolean mend, Listener listener, Tally.Count count) {

        void tell(Finding finding, String mailbox, Path path, String words) {
            count.add(finding);
            listener.found(new FoundFile(finding, mailbox, path, words));
        }
    }

    @Override
    public Tally inspect(Optional<String> login, boolean mend, Listener listener) throws IOException {
        Round round = new Round(mend, listener, new Tally.Count());
        List<Mailbox> mailboxes = login.isPresent() ? List.of(one(login.get())) : all();
        int done = 0;
        for (Mailbox mailbox : mailboxes) {
            inspect(mailbox, round);
            listener.progress(++done, mailboxes.size());
        }
        if (login.isEmpty()) {
            for (String name : names(folders.quarantine())) {
                round.tell(Finding.IN_QUARANTINE, "", folders.quarantine().resolve(name), "look at it, then remove it");
            }
        }
        return round.count().of(mailboxes.size());
    }

    private Mailbox one(String login) throws IOException {
        Mailbox mailbox = new Mailbox.Account(login);
        door.lastModified(folders.of(mailbox));
        return mailbox;
    }

    private List<Mailbox> all() throws IOException {
        List<Mailbox> mailboxes = new ArrayList<>(List.of(SystemMailbox.values()));
        for (String folder : names(folders.accounts())) {
            account(folder).ifPresent(mailboxes::add);
        }
        return mailboxes;
    }

    /** A folder that someone else put there names no account. */
    private static Optional<Mailbox> account(String folder) {
        try {
            return Optional.of(new Mailbox.Account(folder));
        } catch (IllegalArgumentException noLogin) {
            return Optional.empty();
        }
    }

    private void inspect(Mailbox mailbox, Round round) {
        for (Path folder : List.of(folders.arrived(mailbox), folders.seen(mailbox))) {
            for (String name : namesOrTell(mailbox, folder, round)) {
                if (!name.startsWith(".")) {
                    inspect(mailbox, folder.resolve(name), round);
                }
            }
        }
        Path temporary = folders.temporary(mailbox);
        for (String name : namesOrTell(mailbox, temporary, round)) {
            leftOver(mailbox, temporary.resolve(name), round);
        }
    }

    private void inspect(Mailbox mailbox, Path file, Round round) {
        switch (examination.of(mailbox, file)) {
            case FileExamination.Outcome.Whole() -> round.count().whole();
            case FileExamination.Outcome.Gone() -> {}
            case FileExamination.Outcome.Odd(Finding finding, String words) -> {
                boolean moves = finding == Finding.DAMAGED && round.mend();
                if (moves) {
                    quarantine.take(mailbox, file, words);
                }
                round.tell(finding, MaildirFolders.named(mailbox), file,
                        words + (moves ? ". Moved to " + folders.quarantine() : ""));
            }
        }
    }

    private void leftOver(Mailbox mailbox, Path file, Round round) {
        try {
            if (door.lastModified(file).isBefore(clock.instant().minus(UNDER_WAY_MAX))) {
                round.tell(Finding.LEFT_OVER, MaildirFolders.named(mailbox), file, "the next start removes it");
            }
        } catch (NoSuchFileException finished) {
            return;
        } catch (IOException failed) {
            round.tell(Finding.UNREADABLE, MaildirFolders.named(mailbox), file, DiskFault.words(failed));
        }
    }

    private List<String> namesOrTell(Mailbox mailbox, Path folder, Round round) {
        try {
            return names(folder);
        } catch (IOException failed) {
            round.tell(Finding.UNREADABLE, MaildirFolders.named(mailbox), folder, DiskFault.words(failed));
            return List.of();
        }
    }

    private List<String> names(Path folder) throws IOException {
        try {
            return door.list(folder).stream().sorted().toList();
        } catch (IOException failed) {
            if (DiskFault.isNotThere(failed)) {
                return List.of();
            }
            throw failed;
        }
    }
}
