// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.smarthost;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.doubles.RawClient;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.StoredText;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.intake.Intake;
import org.relaywarden.bsmtp.intake.IntakeParts;
import org.relaywarden.bsmtp.intake.IntakeSettings;
import org.relaywarden.bsmtp.intake.SessionLimits;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.quota.QuotaSettings;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.recipients.OurDomains;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.recipients.SystemAddresses;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolSettings;
import org.relaywarden.bsmtp.tls.ServerCertificate;
import org.relaywarden.bsmtp.tls.TlsSettings;
import org.relaywarden.testbed.TurnableClock;

/** The smarthost's door on real sockets over a real spool, with passwords of its own. */
final class DoorBench implements AutoCloseable {

    static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final SystemAddresses ADDRESSES = new SystemAddresses(
            "isp.example", List.of("collector.example"), "abuse", "relay-reply+", "relay-bounce+");

    final TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T08:00:00Z"));
    final RememberedJournal journal = new RememberedJournal();
    final TableOfCustomers customers = new TableOfCustomers()
            .with("anna", "a.jansen", "anna.example", SubscriptionState.ACTIVE)
            .with("sus", "s", "suspended.example", SubscriptionState.SUSPENDED)
            .with("gone", "g", "ended.example", SubscriptionState.ENDED);
    final Spool spool;
    private final Intake intake;
    /** Whether this machine is in the provider's ranges. */
    volatile boolean onNet;

    DoorBench(Path folder) throws IOException {
        spool = Spool.open(new SpoolSettings(folder, 0, "mail.isp.example"), journal, clock);
        Quotas quotas = Quotas.over(folder, QuotaSettings.defaults(), customers, journal, clock);
        var parts = new SmarthostParts(customers, new OurDomains(customers, ADDRESSES),
                RecipientPolicy.forCustomers(customers, ADDRESSES, quotas), SenderRefusals.byBooks(customers), journal,
                clock);
        var policy = new SmarthostPolicy(parts, new SmarthostSettings("isp.example", _ -> onNet, 5));
        ServerCertificate certificate = ServerCertificate.of(
                new TlsSettings(Optional.empty(), folder.resolve("tls"), "mail.isp.example"), journal, clock);
        List<InetSocketAddress> any = List.of(new InetSocketAddress(HERE, 0));
        IntakeSettings settings = IntakeSettings.defaults("smtp.isp.example")
                .named("smarthost", any, any)
                .withLimits(SessionLimits.defaults()
                        .withWaits(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ZERO));
        intake = Intake.start(settings, new IntakeParts(policy, spool, journal, clock)
                .withCertificate(certificate)
                .withAuthentication(new Passwords()));
    }

    /** Connected and greeted, in the clear. */
    RawClient greeted() throws IOException {
        RawClient client = new RawClient(intake.addresses().getFirst());
        client.reply();
        client.say("EHLO laptop.example");
        return client;
    }

    /** In TLS and greeted. */
    RawClient secured() throws IOException {
        RawClient client = greeted();
        client.say("STARTTLS");
        client.secure("TLSv1.3").say("EHLO laptop.example");
        return client;
    }

    /** On the port where TLS comes first; nothing was read yet. */
    RawClient implicit() throws IOException {
        return new RawClient(intake.addresses().getLast()).secure("TLSv1.3");
    }

    RawClient loggedIn(String login) throws IOException {
        RawClient client = secured();
        String reply = client.say("AUTH PLAIN " + base64("\0" + login + "\0secret-" + login.split("@")[0]));
        if (!reply.startsWith("235 ")) {
            throw new AssertionError(reply);
        }
        return client;
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The reply to RCPT, in a mail that ends with it. */
    static String recipient(RawClient client, String address) throws IOException {
        client.say("MAIL FROM:<ann@anna.example>");
        String reply = client.say("RCPT TO:<" + address + ">");
        client.say("RSET");
        return reply;
    }

    /** Hands a mail over. */
    static void send(RawClient client, String address) throws IOException {
        client.say("MAIL FROM:<ann@anna.example>");
        client.say("RCPT TO:<" + address + ">");
        client.say("DATA");
        String reply = client.send("Subject: hello\r\n\r\nhi\r\n.\r\n").reply();
        if (!reply.startsWith("250 ")) {
            throw new AssertionError(reply);
        }
    }

    List<StoredMail> outbound() throws IOException {
        return spool.list(SystemMailbox.SMARTHOST);
    }

    List<StoredMail> of(String login) throws IOException {
        return spool.list(new Mailbox.Account(login));
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
