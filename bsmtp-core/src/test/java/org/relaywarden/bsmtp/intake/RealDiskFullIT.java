// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.disk.RealFileSystem;
import org.relaywarden.bsmtp.doubles.RawClient;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolSettings;
import org.relaywarden.testbed.servers.Requirements;

/** A real disk that is full, and one without inodes: 452, nothing half, and mail again as soon as there is room. */
@Timeout(120)
class RealDiskFullIT {

    private static final String FULL = "452 4.3.1";
    private static final String MESSAGE = "Subject: x\r\n\r\n" + "0123456789abc\r\n".repeat(70_000);

    @TempDir
    Path folder;

    private final RealFileSystem system = new RealFileSystem();
    private final RememberedJournal journal = new RememberedJournal();
    private Path disk;

    @BeforeAll
    static void require() {
        Requirements.needsRealServers();
    }

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=8m,nr_inodes=200", "tmpfs", disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "--lazy", disk.toString());
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertEquals(0, process.waitFor(), String.join(" ", command));
    }

    /** What takes the room: a file of the size that leaves so many bytes, or so many empty files. */
    private List<Path> occupy(String what, long leave) throws IOException {
        List<Path> others = new ArrayList<>();
        if (what.equals("bytes")) {
            Path filler = disk.resolve("filler");
            Files.write(filler, new byte[Math.toIntExact(system.usableBytes(disk) - leave)]);
            others.add(filler);
        }
        while (what.equals("inodes") && system.usableInodes(disk) > leave) {
            others.add(Files.createFile(disk.resolve("filler-" + others.size())));
        }
        assertTrue((what.equals("bytes") ? system.usableBytes(disk) : system.usableInodes(disk)) <= leave);
        return others;
    }

    @ParameterizedTest(name = "{0}: {1} left, reserve of {2} bytes and {3} inodes, known account: {4}, {5}")
    @CsvSource(delimiter = '|', textBlock = """
            bytes  | 2000000 | 3000000 | 0  | true  | not begun, for the reserve is reached
            bytes  | 500000  | 0       | 0  | true  | full in the middle of the mail
            bytes  | 0       | 0       | 0  | true  | full from its first byte
            inodes | 19      | 0       | 20 | true  | not begun, for the reserve of inodes is reached
            inodes | 0       | 0       | 0  | true  | none for the file
            inodes | 2       | 0       | 0  | false | some, but not enough for a new account's folders
            """)
    void isTold(String what, long leave, long reserveBytes, long reserveInodes, boolean known, String why)
            throws Exception {
        SpoolSettings settings =
                new SpoolSettings(disk.resolve("mail"), reserveBytes, reserveInodes, "mail.isp.example");
        RecipientPolicy policy = question -> new RecipientPolicy.Answer.Take(
                new Mailbox.Account(question.recipient().localPart()), MailClass.PUSH);
        InstantSource clock = () -> Instant.parse("2026-03-01T08:00:00Z");
        try (Spool spool = Spool.open(settings, journal, clock);
                Intake intake = Intake.start(IntakeBench.settings(), new IntakeParts(policy, spool, journal, clock));
                RawClient client = new RawClient(intake.addresses().getFirst())) {
            client.reply();
            client.say("EHLO mx.far.example");
            assertTrue(send(client, "anna").startsWith("250 "));
            String login = known ? "anna" : "bert";
            List<Path> others = occupy(what, leave);

            assertEquals(FULL, send(client, login).substring(0, 9), why);
            assertEquals(List.of("anna"), mails(spool, "anna", "bert"), "nothing half can be seen");
            assertEquals(1, mailFiles().size(), "nothing is left lying, in tmp/ neither: " + mailFiles());

            for (Path other : others) {
                Files.delete(other);
            }
            assertTrue(send(client, login).startsWith("250 "), "room again, mail again, in the same session");
            assertEquals(List.of("anna", login), mails(spool, "anna", "bert"));
        }
    }

    private static String send(RawClient client, String login) throws IOException {
        client.say("MAIL FROM:<a@far.example>");
        assertTrue(client.say("RCPT TO:<" + login + "@customer.example>").startsWith("250 "));
        String reply = client.say("DATA");
        return reply.startsWith("354 ") ? client.send(MESSAGE + ".\r\n").reply() : reply;
    }

    private static List<String> mails(Spool spool, String... logins) throws IOException {
        List<String> whose = new ArrayList<>();
        for (String login : logins) {
            for (StoredMail mail : spool.list(new Mailbox.Account(login))) {
                try (var message = spool.open(mail).orElseThrow()) {
                    assertTrue(message.readAllBytes().length > MESSAGE.length(), "whole, with our trace line");
                }
                whose.add(login);
            }
        }
        return whose;
    }

    private List<Path> mailFiles() throws IOException {
        try (Stream<Path> files = Files.walk(disk.resolve("mail"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
