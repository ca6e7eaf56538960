// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash.delivering;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.relaywarden.bsmtp.crash.TestMail;
import org.relaywarden.bsmtp.crash.delivering.DeliveryLedger.Copy;
import org.relaywarden.bsmtp.disk.RealFileSystem;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolOnDoor;

/** What a killed process left on the disk. */
final class LeftBehind {

    private static final Pattern FINAL_RECIPIENT = Pattern.compile("Final-Recipient: rfc822; *(\\S+)");

    private LeftBehind() {}

    /** Whom the next process will think it has to serve, as far as the mailboxes tell. */
    static Set<Copy> waiting(Path work) throws IOException {
        Set<Copy> waiting = new HashSet<>();
        try (Spool spool = SpoolOnDoor.open(work.resolve("mail"), new RealFileSystem(), new RememberedJournal())) {
            for (String login : DeliveryTown.logins()) {
                for (StoredMail mail : spool.list(new Mailbox.Account(login))) {
                    String name = nameOf(spool, mail);
                    mail.recipients().forEach(recipient -> waiting.add(new Copy(name, recipient.toString())));
                }
            }
        }
        try (Stream<Path> quarantined = Files.list(work.resolve("mail/quarantine"))) {
            List<Path> files = quarantined.toList();
            if (!files.isEmpty()) {
                throw new AssertionError("quarantined without need: " + files);
            }
        }
        return waiting;
    }

    /** Whom the bounces name that lie there; one and the same twice, where two bounces name it. */
    static List<Copy> bounced(Path work) throws IOException {
        List<Copy> bounced = new ArrayList<>();
        try (Spool spool = SpoolOnDoor.open(work.resolve("mail"), new RealFileSystem(), new RememberedJournal())) {
            for (StoredMail bounce : spool.list(SystemMailbox.OUTGOING)) {
                String text = new String(bytesOf(spool, bounce), StandardCharsets.ISO_8859_1);
                // Its own Message-ID comes first, the returned mail's last.
                String returned = text.substring(text.lastIndexOf("Message-ID: <"));
                String name = TestMail.nameIn(returned.getBytes(StandardCharsets.ISO_8859_1));
                Matcher named = FINAL_RECIPIENT.matcher(text);
                while (named.find()) {
                    bounced.add(new Copy(name, named.group(1)));
                }
            }
        }
        return bounced;
    }

    private static String nameOf(Spool spool, StoredMail mail) throws IOException {
        return TestMail.nameIn(bytesOf(spool, mail));
    }

    private static byte[] bytesOf(Spool spool, StoredMail mail) throws IOException {
        try (InputStream message =
                spool.open(mail).orElseThrow(() -> new AssertionError(mail.id() + " does not open"))) {
            return message.readAllBytes();
        }
    }

    /**
     * Takes away the end of the last line of notes, as a power cut may, where that line was under way: it is about a
     * message that the host took for some, and the process died before it went on.
     *
     * @return how many lines were cut
     */
    static int cutLastNotes(Path work, Set<String> inDoubt, Random chance) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(work.resolve("delivery"))) {
            files = all.filter(Files::isRegularFile).toList();
        }
        int cut = 0;
        for (Path file : files) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            String last = text.substring(text.stripTrailing().lastIndexOf('\n') + 1);
            boolean underWay = inDoubt.stream().anyMatch(recipient -> last.endsWith(" " + recipient + "\n"));
            if (underWay) {
                int away = 1 + chance.nextInt(last.length());
                Files.writeString(file, text.substring(0, text.length() - away), StandardCharsets.ISO_8859_1);
                cut++;
            }
        }
        return cut;
    }
}
