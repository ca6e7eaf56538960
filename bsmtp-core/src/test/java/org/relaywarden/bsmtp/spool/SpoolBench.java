// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.spool;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.relaywarden.bsmtp.disk.FaultyFileSystem;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.StoredText;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;

/** A spool in a folder of its own, with what tests do to it again and again. */
final class SpoolBench implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-01T08:00:00.123456Z");
    static final Mailbox ANNA = new Mailbox.Account("anna");
    static final Envelope ENVELOPE = new Envelope(
            ReversePath.of(new MailAddress("sender", "far.example")), NOW,
            Optional.of(InetAddress.ofLiteral("192.0.2.7")), "mx.far.example", true);

    final Path folder;
    final FaultyFileSystem door = new FaultyFileSystem();
    final RememberedJournal journal = new RememberedJournal();
    final FileSpool spool;

    SpoolBench(Path folder) throws IOException {
        this(folder, InstantSource.fixed(NOW));
    }

    SpoolBench(Path folder, InstantSource clock) throws IOException {
        this.folder = folder;
        this.spool = FileSpool.open(new SpoolSettings(folder, 0, "mail.isp.example"), journal, clock, door);
    }

    static Destination to(Mailbox mailbox, MailClass mailClass) {
        return new Destination(mailbox, mailClass, List.of(new MailAddress("someone", "customer.example")));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    List<StoredMail> keep(String message, Destination... destinations) throws SpoolException {
        try (Draft draft = spool.begin(ENVELOPE, List.of(destinations))) {
            byte[] bytes = bytes(message);
            draft.write(bytes, 0, bytes.length);
            return draft.commit();
        }
    }

    StoredMail keepForAnna(String message) throws SpoolException {
        return keep(message, to(ANNA, MailClass.PUSH)).getFirst();
    }

    String read(StoredMail mail) throws IOException {
        return StoredText.of(spool, mail);
    }

    /** The one file in a folder of Anna's. */
    Path only(String maildirFolder) throws IOException {
        List<Path> files = files("accounts/anna/" + maildirFolder);
        if (files.size() != 1) {
            throw new AssertionError("one file expected in " + maildirFolder + ", found " + files);
        }
        return files.getFirst();
    }

    List<Path> files(String below) throws IOException {
        Path where = folder.resolve(below);
        if (!Files.exists(where)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(where)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Override
    public void close() {
        spool.close();
    }
}
