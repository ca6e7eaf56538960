// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dovecot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.quota.QuotaSettings;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.spool.OpenedMail;
import org.relaywarden.bsmtp.spool.QueuedMail;

/** One Maildir, two who work on it (B10, B11): a real Dovecot with the settings of {@code docs/dovecot.md}. */
class DovecotIT {

    @AutoClose
    private static SharedMailbox shared;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        shared = SharedMailbox.in(folder);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            Subject: tea^^hello^                        | a plain one
            Subject: dots^^.^..^.hidden^                | dots at the beginning of lines
            Subject: t\u00e9^^caf\u00e9 \u00ff^         | bytes above 127
            Subject: empty^^                            | no body
            ^no header at all^                          | a body without a header
            DKIM-Signature: v=1;^ b=abc=^Subject: x^^y^ | a signed header in several lines
            """)
    void pop3GivesWhatWasReceivedBelowOurLines(String written, String why) throws Exception {
        String message = written.replace("^", "\r\n");
        String login = shared.freshLogin();
        shared.deliver(login, MailClass.PUSH, message);

        try (Pop3 session = shared.pop3(login)) {
            String fetched = session.retrieve(1);
            assertTrue(fetched.endsWith(message), why);
            fetched.substring(0, fetched.length() - message.length()).lines()
                    .forEach(line -> assertTrue(line.matches("[A-Z][A-Za-z0-9-]+: .+"), "a header line: " + line));
            Path file = shared.files(login).getFirst();
            assertEquals(Files.readString(file, StandardCharsets.ISO_8859_1), fetched, why);
            assertEquals(List.of((int) Files.size(file)), session.sizes(), "LIST tells the size that is fetched");
            assertTrue(file.toString().contains(",S=%1$d,W=%1$d,B=1:2,".formatted(Files.size(file))), file::toString);
            session.quit();
        }
    }

    @Test
    void aMessageKeepsItsNumberForTheCustomersProgram() throws Exception {
        String login = shared.freshLogin();
        shared.push(login, "one");
        shared.push(login, "two");
        List<String> before;
        try (Pop3 session = shared.pop3(login)) {
            before = session.uidl();
            session.quit();
        }
        shared.push(login, "three");
        try (Pop3 session = shared.pop3(login)) {
            assertEquals(before, session.uidl().subList(0, 2), "RFC 1939 section 7: or all is fetched again");
            session.delete(1);
            session.quit();
        }
        try (Pop3 session = shared.pop3(login)) {
            assertEquals(before.get(1), session.uidl().getFirst());
            assertEquals(2, session.messages());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            FETCH 1 BODY[]                                    | read by IMAP
            STORE 1 +FLAGS (\\Seen)                           | said to be read
            STORE 1 +FLAGS (\\Flagged \\Answered \\Draft)     | renamed several letters long
            STORE 1 +FLAGS ($Important)                       | a keyword is a letter of its own
            STORE 1 +FLAGS (\\Deleted)                        | marked, and not yet expunged
            COPY 1 Kept                                       | the copy is the customer's, ours waits on
            COPY 1 INBOX                                      | a copy beside it is no second message to push
            """)
    void readingKeepsItInTheQueue(String command, String why) throws Exception {
        String login = shared.freshLogin();
        StoredMail mail = shared.push(login, "tea");
        QueuedMail before = shared.spool.pushQueue().of(login).getFirst();
        try (Imap session = shared.imap(login)) {
            session.create("Kept");
            session.command(command);
        }
        assertEquals(List.of(mail.id()), shared.queue(login), why);
        try (OpenedMail found = shared.spool.pushQueue().open(before).orElseThrow();
                InputStream message = found.message()) {
            assertTrue(new String(message.readAllBytes(), StandardCharsets.ISO_8859_1).startsWith("Subject: tea"), why);
        }
        assertTrue(shared.spool.remove(mail), "found by its id, to be taken off once it is pushed");
        assertEquals(List.of(), shared.queue(login), "and no copy takes its place");
        assertEquals(List.of(), shared.quarantined());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            RETR      | 2 | fetched and left on the server
            DELE RSET | 2 | thought better of it
            DELE      | 2 | hung up without QUIT: RFC 1939 section 6
            DELE QUIT | 1 | fetched for good
            """)
    void pop3TakesOffTheQueueWhatItDeletes(String steps, int waiting, String why) throws Exception {
        String login = shared.freshLogin();
        StoredMail first = shared.push(login, "one");
        StoredMail second = shared.push(login, "two");
        try (Pop3 session = shared.pop3(login)) {
            session.retrieve(1);
            if (steps.startsWith("DELE")) {
                session.delete(1);
            }
            if (steps.endsWith("RSET")) {
                session.reset();
            }
            if (!steps.equals("DELE")) {
                session.quit();
            }
        }
        List<String> both = List.of(first.id(), second.id());
        assertEquals(both.subList(2 - waiting, 2), shared.queue(login), why);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            STORE 1 +FLAGS (\\Deleted);EXPUNGE             | deleted
            MOVE 1 Kept                                    | moved out (RFC 6851)
            COPY 1 Kept;STORE 1 +FLAGS (\\Deleted);EXPUNGE | moved out by an old program
            MOVE 1 Kept;SELECT Kept;MOVE 1 INBOX           | moved out and back: now it is the customer's
            """)
    void imapTakesOffTheQueueWhatItDeletesOrMoves(String commands, String why) throws Exception {
        String login = shared.freshLogin();
        shared.push(login, "one");
        StoredMail second = shared.push(login, "two");
        try (Imap session = shared.imap(login)) {
            session.create("Kept");
            for (String command : commands.split(";")) {
                session.command(command);
            }
        }
        assertEquals(List.of(second.id()), shared.queue(login), why);
        assertEquals(List.of(second), shared.spool.list(new Mailbox.Account(login)), why);
        assertEquals(List.of(), shared.quarantined());
    }

    @Test
    void accountMailIsNeverInTheQueue() throws Exception {
        String login = shared.freshLogin();
        String message = "Subject: for the login\r\n\r\nhello\r\n";
        shared.deliver(login, MailClass.ACCOUNT, message);
        assertEquals(List.of(), shared.queue(login), "B10");
        try (Imap session = shared.imap(login)) {
            session.create("Kept");
            for (String command : List.of("FETCH 1 BODY[]", "STORE 1 +FLAGS (\\Seen)", "COPY 1 INBOX", "MOVE 1 Kept",
                    "SELECT Kept", "MOVE 1 INBOX", "SELECT INBOX")) {
                session.command(command);
                assertEquals(List.of(), shared.queue(login), command);
            }
            session.append("INBOX", message);
        }
        try (Pop3 session = shared.pop3(login)) {
            assertEquals(3, session.messages());
        }
        assertEquals(List.of(), shared.queue(login));
        assertEquals(List.of(), shared.quarantined());
        assertTrue(!shared.spool.pushQueue().logins().contains(login));
    }

    /** B13: whoever changes the mailbox, the next RCPT sees it. */
    @Test
    void theQuotaAgreesWithTheFilesAtEveryStep() throws Exception {
        String login = shared.freshLogin();
        Quotas quotas = Quotas.over(
                shared.mail, QuotaSettings.defaults(), shared.customers, shared.journal, InstantSource.system());
        for (int i = 0; i < 4; i++) {
            shared.push(login, "tea " + "x".repeat(i * 100));
        }
        assertExact(quotas, login);
        try (Imap session = shared.imap(login)) {
            session.create("Kept");
            for (String command : List.of("STORE 1 +FLAGS (\\Seen)", "COPY 1 Kept", "COPY 2 INBOX", "MOVE 2 Kept",
                    "STORE 1 +FLAGS (\\Deleted)", "EXPUNGE")) {
                session.command(command);
                assertExact(quotas, login);
            }
            session.append("INBOX", "Subject: own\r\n\r\nline\r\n");
            assertExact(quotas, login);
            session.append("Kept", "Subject: own\r\n\r\nline\r\n");
            assertExact(quotas, login);
        }
        try (Pop3 session = shared.pop3(login)) {
            session.delete(1);
            session.quit();
        }
        assertExact(quotas, login);
    }

    private static void assertExact(Quotas quotas, String login) throws Exception {
        long bytes = 0;
        for (Path file : shared.files(login)) {
            bytes += Files.size(file);
        }
        assertTrue(bytes > 0);
        assertEquals(bytes, quotas.of(login).usedBytes());
        assertEquals(shared.files(login).size(), quotas.of(login).messages());
    }

    /** A Maildir of Dovecot's own making, and what it writes into ours. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"a login before its first mail", "a login after it"})
    void theUserWhoOwnsTheMailReadsWhatDovecotMakes(String when) throws Exception {
        String login = shared.freshLogin();
        if (when.endsWith("after it")) {
            shared.push(login, "one");
        }
        try (Imap session = shared.imap(login + "@isp.example")) {
            session.create("Kept");
            session.append("INBOX", "Subject: own\r\n\r\nline\r\n");
            session.append("Kept", "Subject: own\r\n\r\nline\r\n");
        }
        StoredMail mail = shared.push(login, "two");
        try (Pop3 session = shared.pop3(login)) {
            assertEquals(when.endsWith("after it") ? 3 : 2, session.messages());
            assertTrue(session.retrieve(session.messages()).contains("Subject: two"));
        }
        assertTrue(shared.queue(login).contains(mail.id()));
    }
}
