// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.standing;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.relaywarden.bsmtp.smtp.MailAddress;

/**
 * Which recipients of an account's waiting messages are settled: the host has served them already, or the sender was
 * told about them. A file with a line for each, {@code <checksum> <id> <recipient>}, on the disk before the run goes
 * on. A line that is half written, or is not what was once written, counts for nothing; losing the file may only cause
 * duplicates, never a loss. Used by one thread.
 */
public final class SettledNotes {

    private static final int FIELDS = 3;

    private final Path file;
    private final Map<String, Set<String>> recipientsById = new LinkedHashMap<>();

    private SettledNotes(Path file) {
        this.file = file;
    }

    /**
     * Reads the notes of an account, and forgets those about messages that wait no more.
     *
     * @param folder where the notes of all accounts lie; it is there
     * @param login as the spool has it: fit for the name of a file
     */
    public static SettledNotes read(Path folder, String login, Collection<String> waiting) throws IOException {
        SettledNotes notes = new SettledNotes(folder.resolve(login + ".taken"));
        boolean halfLine = notes.readWholeLines();
        boolean stale = notes.recipientsById.keySet().retainAll(Set.copyOf(waiting));
        if (stale || halfLine) {
            notes.rewrite();
        }
        return notes;
    }

    /** The same, changing nothing on the disk: for whoever looks while a run may be under way. */
    public static SettledNotes look(Path folder, String login, Collection<String> waiting) throws IOException {
        SettledNotes notes = new SettledNotes(folder.resolve(login + ".taken"));
        notes.readWholeLines();
        notes.recipientsById.keySet().retainAll(Set.copyOf(waiting));
        return notes;
    }

    /** Whether the file ends in a half line. */
    private boolean readWholeLines() throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException nothingNoted) {
            return false;
        }
        int wholeLines = text.lastIndexOf('\n') + 1;
        text.substring(0, wholeLines).lines().forEach(this::take);
        return wholeLines < text.length();
    }

    private void take(String line) {
        String[] fields = line.split(" ", FIELDS);
        if (fields.length == FIELDS && line.equals(lineOf(fields[1], fields[2]))) {
            recipientsById.computeIfAbsent(fields[1], id -> new HashSet<>()).add(fields[2]);
        }
    }

    /** Whether any recipient of the message needs nothing more. */
    public boolean knows(String id) {
        return recipientsById.containsKey(id);
    }

    /** Whether this recipient of the message needs nothing more. */
    public boolean has(String id, MailAddress recipient) {
        return recipientsById.getOrDefault(id, Set.of()).contains(encoded(recipient));
    }

    /**
     * Writes down who is settled, and returns when it is on the disk.
     *
     * @throws IOException when it could not be written; it is remembered for the rest of this run all the same
     */
    public void note(String id, List<MailAddress> settled) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (MailAddress recipient : settled) {
            recipientsById.computeIfAbsent(id, unseen -> new HashSet<>()).add(encoded(recipient));
            lines.append(lineOf(id, encoded(recipient))).append('\n');
        }
        boolean isNew = !Files.exists(file);
        write(file, lines.toString(), CREATE, WRITE, APPEND);
        if (isNew) {
            forceFolder();
        }
    }

    private void rewrite() throws IOException {
        if (recipientsById.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        String lines = recipientsById.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(recipient -> lineOf(entry.getKey(), recipient) + "\n"))
                .collect(Collectors.joining());
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        write(fresh, lines, CREATE, WRITE, TRUNCATE_EXISTING);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        forceFolder();
    }

    private static void write(Path target, String text, OpenOption... options) throws IOException {
        try (FileChannel channel = FileChannel.open(target, options)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private void forceFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."), READ)) {
            folder.force(true);
        }
    }

    private static String lineOf(String id, String recipient) {
        CRC32C sum = new CRC32C();
        sum.update((id + " " + recipient).getBytes(StandardCharsets.ISO_8859_1));
        return String.format("%08x %s %s", sum.getValue(), id, recipient);
    }

    /** Letters, digits and a few signs: no blank, no line end. */
    private static String encoded(MailAddress recipient) {
        return URLEncoder.encode(recipient.localPart(), StandardCharsets.UTF_8) + "@" + recipient.domain();
    }
}
