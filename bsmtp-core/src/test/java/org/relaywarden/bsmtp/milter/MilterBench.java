// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.milter;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.relaywarden.bsmtp.doubles.RawClient;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.StoredText;
import org.relaywarden.bsmtp.filter.Screening;
import org.relaywarden.bsmtp.intake.Intake;
import org.relaywarden.bsmtp.intake.IntakeParts;
import org.relaywarden.bsmtp.intake.IntakeSettings;
import org.relaywarden.bsmtp.intake.SessionLimits;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolSettings;

/**
 * An intake whose mail goes by milters: {@code NAME@customer.example} is pushed to that customer, {@code
 * NAME@isp.example} lies in the account, {@code NAME@probe.example} is for the program.
 */
final class MilterBench implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    static final Mailbox ANNA = new Mailbox.Account("anna");

    final RememberedJournal journal = new RememberedJournal();
    final Spool spool;
    final Intake intake;

    MilterBench(Path folder, MilterSettings settings) throws IOException {
        InstantSource clock = InstantSource.fixed(NOW);
        spool = Spool.open(new SpoolSettings(folder, 0, "mail.isp.example"), journal, clock);
        IntakeSettings listening = IntakeSettings.defaults("mail.isp.example").withLimits(SessionLimits.defaults()
                .withWaits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ZERO));
        RecipientPolicy policy = question -> switch (question.recipient().domain()) {
            case "probe.example" -> new RecipientPolicy.Answer.Take(SystemMailbox.COLLECTOR, MailClass.SYSTEM);
            case "isp.example" -> take(question, MailClass.ACCOUNT);
            default -> take(question, MailClass.PUSH);
        };
        Screening screening = Screening.by(Milters.of(settings, journal), journal);
        intake = Intake.start(listening, new IntakeParts(policy, spool, journal, clock).withScreening(screening));
    }

    private static RecipientPolicy.Answer take(RecipientPolicy.Question question, MailClass mailClass) {
        return new RecipientPolicy.Answer.Take(new Mailbox.Account(question.recipient().localPart()), mailClass);
    }

    static MilterSettings settings(MilterSettings.Absence absence, SocketAddress... milters) {
        return new MilterSettings(List.of(milters), absence, Duration.ofSeconds(10), Duration.ofSeconds(5), 64,
                "mail.isp.example");
    }

    /** One that defers when a milter is away. */
    static MilterBench with(Path folder, ScriptedMilter... milters) throws IOException {
        SocketAddress[] addresses = new SocketAddress[milters.length];
        for (int i = 0; i < milters.length; i++) {
            addresses[i] = milters[i].address();
        }
        return new MilterBench(folder, settings(MilterSettings.Absence.DEFER, addresses));
    }

    /** Sends a mail without its final dot in a session of its own; the answer to the dot. */
    String send(String message, String... recipients) throws IOException {
        return sendWith("BODY=8BITMIME", message, recipients);
    }

    /** The same with these parameters of MAIL. */
    String sendWith(String parameters, String message, String... recipients) throws IOException {
        try (RawClient client = new RawClient(intake.addresses().getFirst())) {
            client.reply();
            client.say("EHLO mx.far.example");
            client.say("MAIL FROM:<sender@far.example> " + parameters);
            for (String recipient : recipients) {
                String taken = client.say("RCPT TO:<" + recipient + ">");
                if (!taken.startsWith("250 ")) {
                    throw new AssertionError(recipient + ": " + taken);
                }
            }
            client.say("DATA");
            return client.send(message + ".\r\n").reply();
        }
    }

    /** The same to Anna's domain. */
    String send(String message) throws IOException {
        return send(message, "anna@customer.example");
    }

    List<StoredMail> mails(Mailbox mailbox) throws IOException {
        return spool.list(mailbox);
    }

    String read(StoredMail mail) throws IOException {
        return StoredText.of(spool, mail);
    }

    /** Anna's only mail. */
    String annas() throws IOException {
        List<StoredMail> mails = mails(ANNA);
        if (mails.size() != 1) {
            throw new AssertionError("one mail expected, found " + mails);
        }
        return read(mails.getFirst());
    }

    @Override
    public void close() {
        intake.close();
        spool.close();
    }
}
