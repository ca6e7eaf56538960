// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dovecot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.QueuedMail;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolSettings;
import org.relaywarden.testbed.servers.DovecotServer;
import org.relaywarden.testbed.servers.Requirements;

/** The real spool and a real Dovecot on the same Maildirs, with one customer more for each test. */
final class SharedMailbox implements AutoCloseable {

    static final String PASSWORD = "secret";
    private static final int LOGINS = 60;

    final Path folder;
    final Path mail;
    final RememberedJournal journal = new RememberedJournal();
    final TableOfCustomers customers = new TableOfCustomers();
    final Spool spool;
    final DovecotServer dovecot;
    private int given;

    private SharedMailbox(Path folder) throws IOException {
        this.folder = folder;
        mail = folder.resolve("mail");
        // As at an operator's: Relaywarden makes the folders, Dovecot finds them.
        spool = Spool.open(new SpoolSettings(mail, 0, "mail.isp.example"), journal, InstantSource.system());
        Map<String, String> users = IntStream.rangeClosed(1, LOGINS).boxed()
                .collect(Collectors.toMap(i -> "login" + i, i -> PASSWORD));
        dovecot = DovecotServer.start(
                folder, mail.resolve("accounts"), ShippedSettings.ACCOUNTS, ShippedSettings.lines(), users);
    }

    /** For tests that are skipped where no real servers are. */
    static SharedMailbox in(Path folder) throws IOException {
        Requirements.needsRealServers();
        return new SharedMailbox(folder);
    }

    /** A customer with a mailbox that was never used. */
    String freshLogin() {
        String login = "login" + ++given;
        customers.withHost(login, login + ".example", SubscriptionState.ACTIVE);
        return login;
    }

    StoredMail deliver(String login, MailClass mailClass, String message) throws Exception {
        Destination destination = new Destination(
                new Mailbox.Account(login), mailClass, List.of(new MailAddress("bob", login + ".example")));
        Envelope envelope = Envelope.ours(
                ReversePath.of(new MailAddress("ann", "sender.example")), InstantSource.system().instant());
        try (Draft draft = spool.begin(envelope, List.of(destination))) {
            byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
            draft.write(bytes, 0, bytes.length);
            return draft.commit().getFirst();
        }
    }

    StoredMail push(String login, String subject) throws Exception {
        return deliver(login, MailClass.PUSH, "Subject: " + subject + "\r\n\r\nhello\r\n");
    }

    /** The ids of what waits for the customer's host. */
    List<String> queue(String login) throws IOException {
        return spool.pushQueue().of(login).stream().map(QueuedMail::id).toList();
    }

    /** The files of the mailbox and of its subfolders. */
    List<Path> files(String login) throws IOException {
        try (Stream<Path> files = Files.walk(mail.resolve("accounts").resolve(login))) {
            return files.filter(file -> file.getParent().endsWith("new") || file.getParent().endsWith("cur"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    List<Path> quarantined() throws IOException {
        try (Stream<Path> files = Files.list(mail.resolve("quarantine"))) {
            return files.toList();
        }
    }

    Pop3 pop3(String login) throws IOException {
        return Pop3.login(dovecot.pop3(), login);
    }

    Imap imap(String login) throws IOException {
        return Imap.login(dovecot.imap(), login);
    }

    @Override
    public void close() {
        dovecot.close();
        spool.close();
    }
}
