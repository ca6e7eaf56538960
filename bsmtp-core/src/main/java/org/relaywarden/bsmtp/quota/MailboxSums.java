// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.quota;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.relaywarden.bsmtp.disk.DiskFault;
import org.relaywarden.bsmtp.disk.FileSystemDoor;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.maildir.MaildirFolders;
import org.relaywarden.bsmtp.maildir.MaildirName;

/**
 * Adds up a mailbox: {@code new/} and {@code cur/}, and those of each IMAP subfolder {@code .Name/}, for they lie in
 * the same Maildir. A name tells its file's size ({@code S=}); a stranger's file without it is asked. Thread-safe.
 */
final class MailboxSums {

    /**
     * A file system stamps a folder in steps: of a millisecond, of a second, of two on the oldest. A change in the same
     * step as our reading leaves no mark, so a stamp that was so young then proves nothing later.
     */
    private static final Duration STAMP_STEP_MAX = Duration.ofSeconds(2);

    private static final Instant NOT_THERE = Instant.MIN;
    private static final String ROOT = "";

    private final FileSystemDoor door;
    private final MaildirFolders folders;
    private final InstantSource clock;

    MailboxSums(FileSystemDoor door, MaildirFolders folders, InstantSource clock) {
        this.door = door;
        this.folders = folders;
        this.clock = clock;
    }

    /**
     * Reads the folders.
     *
     * @param leftOut asked after a folder was read: the ids of files that are counted elsewhere as yet
     */
    MailboxSum sum(String login, Supplier<Set<String>> leftOut) throws IOException {
        Path maildir = folders.of(new Mailbox.Account(login));
        Instant begunAt = clock.instant();
        long begunNanos = System.nanoTime();
        Map<String, Instant> changed = new LinkedHashMap<>();
        changed.put(ROOT, lastChanged(maildir));
        Count count = new Count();
        for (String parent : parents(maildir)) {
            Set<String> arrived = new HashSet<>();
            // new/ first: what a server moves on between the two readings is then seen twice, not missed.
            for (String name : List.of(parent + "new", parent + "cur")) {
                Path folder = maildir.resolve(name);
                changed.put(name, lastChanged(folder));
                List<String> files = names(folder);
                Set<String> ids = leftOut.get();
                for (String file : files) {
                    String base = MaildirName.withoutFlags(file);
                    boolean seen = name.endsWith("new") ? !arrived.add(base) : arrived.contains(base);
                    if (!seen && !file.startsWith(".")) {
                        add(count, folder, file, ids);
                    }
                }
            }
        }
        return new MailboxSum(count.bytes, count.messages, count.waitingBytes, count.waitingMessages,
                Map.copyOf(changed), begunAt, Duration.ofNanos(System.nanoTime() - begunNanos));
    }

    private void add(Count count, Path folder, String file, Set<String> leftOut) throws IOException {
        MaildirName name = MaildirName.parse(file);
        if (!leftOut.isEmpty() && leftOut.contains(name.id())) {
            return;
        }
        OptionalLong told = MaildirName.bytesIn(file);
        OptionalLong bytes = told.isPresent() ? told : door.fileBytes(folder.resolve(file));
        if (bytes.isPresent()) {
            count.add(bytes.getAsLong(), name.mailClass().filter(MailClass.PUSH::equals).isPresent());
        }
    }

    /** Whether nothing can have come, gone or moved since, as far as the folders' stamps prove it. */
    boolean isCurrent(String login, MailboxSum sum) throws IOException {
        Path maildir = folders.of(new Mailbox.Account(login));
        for (Map.Entry<String, Instant> folder : sum.folders().entrySet()) {
            boolean unchanged = isProof(folder.getValue(), sum.begunAt())
                    && lastChanged(maildir.resolve(folder.getKey())).equals(folder.getValue());
            // A server writes files of its own beside the folders at every login: only a new folder matters.
            if (!unchanged && !(folder.getKey().equals(ROOT) && hasFoldersOf(sum, maildir))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isProof(Instant stamp, Instant readAt) {
        return stamp.equals(NOT_THERE) || stamp.isBefore(readAt.minus(STAMP_STEP_MAX));
    }

    private boolean hasFoldersOf(MailboxSum sum, Path maildir) throws IOException {
        Set<String> known = new HashSet<>();
        for (String folder : sum.folders().keySet()) {
            if (folder.endsWith("new")) {
                known.add(folder.substring(0, folder.length() - "new".length()));
            }
        }
        return known.equals(Set.copyOf(parents(maildir)));
    }

    /** What stands before {@code new} and {@code cur}: nothing for the inbox, {@code .Name/} for a subfolder. */
    private List<String> parents(Path maildir) throws IOException {
        Set<String> parents = new HashSet<>();
        for (String name : names(maildir)) {
            if (name.startsWith(".")) {
                parents.add(name + "/");
            }
        }
        parents.add("");
        return List.copyOf(parents);
    }

    private List<String> names(Path folder) throws IOException {
        try {
            return door.list(folder);
        } catch (IOException failed) {
            return absent(failed, List.of());
        }
    }

    private Instant lastChanged(Path folder) throws IOException {
        try {
            return door.lastModified(folder);
        } catch (IOException failed) {
            return absent(failed, NOT_THERE);
        }
    }

    /** A mailbox that has never had mail has no folders, and not everything beside them is one. */
    private static <T> T absent(IOException failed, T nothing) throws IOException {
        if (!DiskFault.isNotThere(failed)) {
            throw failed;
        }
        return nothing;
    }

    /** Used by one thread. */
    private static final class Count {
        private long bytes;
        private long messages;
        private long waitingBytes;
        private long waitingMessages;

        private void add(long fileBytes, boolean waits) {
            bytes += fileBytes;
            messages++;
            if (waits) {
                waitingBytes += fileBytes;
                waitingMessages++;
            }
        }
    }
}
