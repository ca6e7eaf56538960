// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.doubles.RawClient;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.StoredText;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.quota.QuotaSettings;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.recipients.KnownHosts;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.recipients.SystemAddresses;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolSettings;
import org.relaywarden.bsmtp.tls.ServerCertificate;
import org.relaywarden.bsmtp.tls.TlsSettings;

/** An intake on a real socket over a real spool, with a few customers. */
final class IntakeBench implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    static final Mailbox ANNA = new Mailbox.Account("anna");
    static final SystemAddresses ADDRESSES = new SystemAddresses(
            "isp.example", List.of("collector.example"), "abuse", "relay-reply+", "relay-bounce+");

    final Path folder;
    final RememberedJournal journal = new RememberedJournal();
    /** Logins whose host last offered SMTPUTF8. */
    final Set<String> smtpUtf8Hosts = ConcurrentHashMap.newKeySet();
    final TableOfCustomers customers = new TableOfCustomers()
            .with("anna", "a.jansen", "anna.example", SubscriptionState.ACTIVE)
            .with("bert", "b", "bert.example", SubscriptionState.ACTIVE)
            .with("sus", "s", "suspended.example", SubscriptionState.SUSPENDED)
            .with("gone", "g", "ended.example", SubscriptionState.ENDED);
    final Spool spool;
    final Quotas quotas;
    final Intake intake;

    IntakeBench(Path folder) throws IOException {
        this(folder, settings());
    }

    IntakeBench(Path folder, IntakeSettings settings) throws IOException {
        this.folder = folder;
        InstantSource clock = InstantSource.fixed(NOW);
        spool = Spool.open(new SpoolSettings(folder, 0, "mail.isp.example"), journal, clock);
        quotas = Quotas.over(folder, QuotaSettings.defaults(), customers, journal, clock);
        RecipientPolicy policy = RecipientPolicy.forCustomers(
                customers, ADDRESSES, quotas,
                KnownHosts.by(smtpUtf8Hosts::contains, (login, recipient) -> Optional.empty()));
        ServerCertificate certificate = ServerCertificate.of(
                new TlsSettings(Optional.empty(), folder.resolve("tls"), "mail.isp.example"), journal, clock);
        intake = Intake.start(
                settings, new IntakeParts(policy, spool, journal, clock).withCertificate(certificate));
    }

    /** Closes this one; the other is on the same disk, and nothing else of this one is left. */
    IntakeBench startAgain(IntakeSettings settings) throws IOException {
        close();
        return new IntakeBench(folder, settings);
    }

    static IntakeSettings settings() {
        return IntakeSettings.defaults("mail.isp.example").withLimits(limits());
    }

    /** No pause before the banner: these clients wait for it. */
    static SessionLimits limits() {
        return SessionLimits.defaults().withWaits(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ZERO);
    }

    /** Connected, the banner read. */
    RawClient connect() throws IOException {
        RawClient client = silent();
        String banner = client.reply();
        if (!banner.startsWith("220 ")) {
            throw new AssertionError("not welcome: " + banner);
        }
        return client;
    }

    RawClient silent() throws IOException {
        return new RawClient(intake.addresses().getFirst());
    }

    /** Connected and greeted. */
    RawClient greeted() throws IOException {
        RawClient client = connect();
        client.say("EHLO mx.far.example");
        return client;
    }

    /** Connected, greeted and in TLS, and greeted again. */
    RawClient secured(String... protocols) throws IOException {
        RawClient client = greeted();
        String reply = client.say("STARTTLS");
        if (!reply.startsWith("220 ")) {
            throw new AssertionError(reply);
        }
        client.secure(protocols).say("EHLO mx.far.example");
        return client;
    }

    /** A mail from banner to 250 by somebody else: we still serve. */
    void servesOthers() throws IOException {
        try (RawClient other = inData("other@bert.example")) {
            String reply = other.send("Subject: other\r\n\r\n.\r\n").reply();
            if (!reply.startsWith("250 ")) {
                throw new AssertionError(reply);
            }
        }
    }

    /** Up to the 354 of a mail to one recipient. */
    RawClient inData(String recipient) throws IOException {
        RawClient client = greeted();
        client.say("MAIL FROM:<sender@far.example>");
        client.say("RCPT TO:<" + recipient + ">");
        String reply = client.say("DATA");
        if (!reply.startsWith("354 ")) {
            throw new AssertionError(reply);
        }
        return client;
    }

    List<StoredMail> mails(Mailbox mailbox) throws IOException {
        return spool.list(mailbox);
    }

    String read(StoredMail mail) throws IOException {
        return StoredText.of(spool, mail);
    }

    @Override
    public void close() {
        intake.close();
        spool.close();
    }
}
