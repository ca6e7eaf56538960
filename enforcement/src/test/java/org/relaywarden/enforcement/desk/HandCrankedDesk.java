// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.enforcement.desk;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.relaywarden.bsmtp.customers.Line;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolException;
import org.relaywarden.bsmtp.spool.SpoolSettings;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.enforcement.TestStore;
import org.relaywarden.enforcement.block.BlockDriver;
import org.relaywarden.enforcement.block.BlockRecord;
import org.relaywarden.enforcement.block.DryRunDriver;
import org.relaywarden.enforcement.casefile.CaseRecord;
import org.relaywarden.enforcement.casefile.CaseState;
import org.relaywarden.enforcement.casefile.HistoryLine;
import org.relaywarden.enforcement.policy.PolicySettings;
import org.relaywarden.enforcement.retest.RetestBudget;
import org.relaywarden.enforcement.warning.NoticeSettings;
import org.relaywarden.testbed.TurnableClock;

/**
 * The whole desk on a real store and a real spool, with a scripted scanner, a clock to turn, and no thread of its own.
 */
final class HandCrankedDesk implements AutoCloseable {

    final TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T02:00:00Z"));
    final ScriptedSweep sweep = new ScriptedSweep(clock);
    final KnownCustomers customers = new KnownCustomers();
    final Journal journal = Journal.toLog();
    final Store store;
    final Spool spool;
    Desk desk;
    private Setup setup = new Setup(new DryRunDriver(), PolicySettings.defaults(),
            new RetestBudget(8, Duration.ofMinutes(30), 6), false, UnaryOperator.identity(), UnaryOperator.identity());

    /** What a test may set; the last two wrap store and spool, to break them. */
    record Setup(BlockDriver driver, PolicySettings policy, RetestBudget budget, boolean liftWithoutReply,
            UnaryOperator<Store> store, UnaryOperator<Spool> spool) {

        Setup withDriver(BlockDriver other) {
            return new Setup(other, policy, budget, liftWithoutReply, store, spool);
        }

        Setup withPolicy(PolicySettings other) {
            return new Setup(driver, other, budget, liftWithoutReply, store, spool);
        }

        Setup withBudget(RetestBudget other) {
            return new Setup(driver, policy, other, liftWithoutReply, store, spool);
        }

        Setup liftingWithoutReply() {
            return new Setup(driver, policy, budget, true, store, spool);
        }
    }

    HandCrankedDesk(Path folder) {
        this(folder, TestStore.inMemory(Desk.entities()));
    }

    HandCrankedDesk(Path folder, Store store) {
        this.store = store;
        try {
            spool = Spool.open(new SpoolSettings(folder, 0, "mx.isp.example"), journal, clock);
        } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
        }
        customers.add("ann", Line.DIAL_UP, false);
        build();
    }

    void set(UnaryOperator<Setup> change) {
        setup = change.apply(setup);
        build();
    }

    /** Makes the desk anew on the same store and spool, as a process that starts again does. */
    void build() {
        var settings = new EnforcementSettings(setup.policy(), NoticeSettings.defaults(), setup.budget(),
                setup.liftWithoutReply(), 10, Duration.ofMinutes(1));
        desk = Desk.of(settings, new Desk.Collaborators(setup.store().apply(store), clock, journal, customers,
                setup.spool().apply(spool), sweep, setup.driver(),
                new SecretKeySpec("a key of the test".getBytes(StandardCharsets.US_ASCII), "HmacSHA256"), new Random(7),
                Runnable::run));
    }

    HandCrankedDesk turn() {
        desk.turn();
        return this;
    }

    HandCrankedDesk later(Duration step) {
        clock.advance(step);
        return this;
    }

    CaseRecord only() {
        List<CaseRecord> all = desk.cases().all();
        if (all.size() != 1) {
            throw new AssertionError("one case expected: " + all);
        }
        return all.getFirst();
    }

    CaseState state() {
        return only().state();
    }

    List<BlockRecord> blocks() {
        return desk.blocks().ofCase(only().number());
    }

    /** Every line as "event: text". */
    List<String> history() {
        return desk.cases().history(only().number()).stream().map(line -> line.event() + ": " + line.text()).toList();
    }

    List<String> events() {
        return desk.cases().history(only().number()).stream().map(HistoryLine::event).toList();
    }

    /** What lies in the admin account, oldest first. */
    List<MimeMessage> mails() {
        return mails("ann");
    }

    List<MimeMessage> mails(String login) {
        try {
            List<MimeMessage> mails = new ArrayList<>();
            for (StoredMail mail : spool.list(new Mailbox.Account(login))) {
                mails.add(new MimeMessage(Session.getInstance(new Properties()), spool.open(mail).orElseThrow()));
            }
            return mails;
        } catch (IOException | MessagingException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** Where this mail is to be answered to. */
    static String replyTo(MimeMessage mail) {
        try {
            return ((InternetAddress) mail.getReplyTo()[0]).getAddress();
        } catch (MessagingException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    MimeMessage lastMail() {
        return mails().getLast();
    }

    /** The address that the last mail is to be answered to. */
    String replyTo() {
        return replyTo(lastMail());
    }

    /** Where the last mail bounces to. */
    String bounceTo() {
        try {
            return spool.list(new Mailbox.Account("ann")).getLast().envelope().sender().toString();
        } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    HandCrankedDesk customerWrites(String text) {
        return mail("ann@customer.example", replyTo(), "Subject: Re: warning\r\n\r\n" + text + "\r\n");
    }

    /** A mail that the intake took for the replies' mailbox; handed to the desk as the spool does. */
    HandCrankedDesk mail(String sender, String recipient, String message) {
        mailArrives(sender, recipient, message);
        readMail();
        return this;
    }

    /** The same, not handed over yet. */
    void mailArrives(String sender, String recipient, String message) {
        try {
            ReversePath from =
                    sender.isEmpty() ? ReversePath.none() : ReversePath.of(MailAddress.parse(sender).orElseThrow());
            var destination = new Destination(SystemMailbox.REPLIES, MailClass.SYSTEM,
                    List.of(MailAddress.parse(recipient).orElseThrow()));
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            try (var draft = spool.begin(Envelope.ours(from, clock.instant()), List.of(destination))) {
                draft.write(bytes, 0, bytes.length);
                draft.commit();
            }
        } catch (SpoolException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** Hands the waiting mail over; each is removed only after it was taken. */
    void readMail() {
        try {
            for (StoredMail mail : spool.list(SystemMailbox.REPLIES)) {
                try (InputStream in = spool.open(mail).orElseThrow()) {
                    desk.replies().take(mail, in.readAllBytes());
                }
                spool.remove(mail);
            }
        } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Override
    public void close() {
        spool.close();
        store.close();
    }
}
