// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.relaywarden.bsmtp.disk.RealFileSystem;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolException;
import org.relaywarden.bsmtp.spool.SpoolOnDoor;

/** Opens the spool of a killed process, as the next process does, and looks at all that lies there. */
final class KillOracle implements AutoCloseable {

    /** Our own trace line is all that may stand above what was sent. */
    private static final Pattern RECEIVED = Pattern.compile("Received: [^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*");

    /** One copy that lies there whole. */
    record Copy(String name, Mailbox mailbox, StoredMail mail) {}

    private final Path folder;
    private final Spool spool;

    KillOracle(Path folder) throws IOException {
        this.folder = folder;
        // Which clears away before it is open; the program does so meanwhile.
        this.spool = SpoolOnDoor.open(folder, new RealFileSystem(), new RememberedJournal());
        nothingLiesIn("tmp", files(folder).filter(file -> file.getParent().endsWith("tmp")).toList());
    }

    /**
     * Every copy in every mailbox.
     *
     * @param sent the mail of a name
     * @throws AssertionError when one is not what was sent, to the last byte
     */
    List<Copy> copies(Function<String, Optional<Sender.Mail>> sent) throws IOException {
        List<Copy> copies = new ArrayList<>();
        for (Mailbox mailbox : Town.mailboxes()) {
            for (StoredMail mail : spool.list(mailbox)) {
                String name = nameOfWhole(mail, sent);
                copies.add(new Copy(name, mailbox, mail));
            }
        }
        nothingLiesIn("quarantine/", files(folder.resolve("quarantine")).toList());
        long visible = files(folder).filter(file -> !file.getParent().endsWith("tmp")).count();
        check(visible == copies.size(), visible + " files, and " + copies.size() + " of them mail");
        return copies;
    }

    private String nameOfWhole(StoredMail mail, Function<String, Optional<Sender.Mail>> sent) throws IOException {
        byte[] bytes;
        try (InputStream message = spool.open(mail).orElseThrow(() -> new AssertionError(mail + " does not open"))) {
            bytes = message.readAllBytes();
        }
        Sender.Mail expected = sent.apply(TestMail.nameIn(bytes))
                .orElseThrow(() -> new AssertionError(mail.id() + ": nobody sent this"));
        byte[] wanted = expected.bytes();
        check(bytes.length > wanted.length, mail.id() + ": cut short");
        String trace = new String(bytes, 0, bytes.length - wanted.length, StandardCharsets.ISO_8859_1);
        check(RECEIVED.matcher(trace).matches(), mail.id() + ": more than our Received stands above it: " + trace);
        check(Arrays.equals(Arrays.copyOfRange(bytes, trace.length(), bytes.length), wanted),
                mail.id() + ": other bytes than were sent");
        List<String> recipients = mail.recipients().stream().map(Object::toString).toList();
        check(expected.to().stream()
                        .filter(to -> to.mailbox().equals(mail.mailbox()))
                        .map(Town.Addressee::address).toList().equals(recipients),
                mail.id() + ": for " + recipients + ", sent to " + expected.to());
        return expected.name();
    }

    /** The spool takes mail again, and gives it away again. */
    void takesMailAgain() throws IOException, SpoolException {
        byte[] bytes = TestMail.bytes("again", 500);
        StoredMail stored;
        try (Draft draft = spool.begin(CutStage.envelope(), List.of(CutStage.to(new Mailbox.Account("login0"))))) {
            draft.write(bytes, 0, bytes.length);
            stored = draft.commit().getFirst();
        }
        check(spool.list(stored.mailbox()).contains(stored), "the next mail is not there");
        remove(stored);
    }

    void remove(StoredMail mail) throws IOException {
        check(spool.remove(mail), mail.id() + " is gone before anybody removed it");
    }

    private static Stream<Path> files(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).toList().stream();
        }
    }

    private static void nothingLiesIn(String where, List<Path> files) {
        check(files.isEmpty(), "in " + where + " lie " + files);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public void close() {
        spool.close();
    }
}
