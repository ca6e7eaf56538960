// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.onward;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.relaywarden.bsmtp.bounce.BounceParts;
import org.relaywarden.bsmtp.bounce.BounceSettings;
import org.relaywarden.bsmtp.bounce.Bounces;
import org.relaywarden.bsmtp.client.ClientSettings;
import org.relaywarden.bsmtp.client.ClientTimeouts;
import org.relaywarden.bsmtp.client.SmtpClient;
import org.relaywarden.bsmtp.client.SourceAddresses;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.delivery.ScriptedHost;
import org.relaywarden.bsmtp.disk.FaultyFileSystem;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.StoredText;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.mail.Submission;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.quota.QuotaSettings;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.recipients.OurDomains;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.recipients.SystemAddresses;
import org.relaywarden.bsmtp.routing.Route;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolException;
import org.relaywarden.bsmtp.spool.SpoolOnDoor;
import org.relaywarden.testbed.TurnableClock;

/** The smarthost's way out, over a real spool, to hosts on addresses of loopback that share one port. */
final class OnwardStage implements AutoCloseable {

    static final String BOB = "bob@far.example";
    static final String TEXT = "Subject: hello\r\n\r\n.hi\r\n";
    static final ClientTimeouts PATIENT = each(Duration.ofSeconds(20));
    /** A stall shows soon; on a busy machine a sound host may seem to stall. */
    static final ClientTimeouts IMPATIENT = each(Duration.ofMillis(400));

    static final InetAddress OWN = InetAddress.ofLiteral("192.0.2.30");
    private static final SystemAddresses ADDRESSES = new SystemAddresses(
            "isp.example", List.of("collector.example"), "abuse", "relay-reply+", "relay-bounce+");

    final TurnableClock clock = new TurnableClock(Instant.parse("2026-03-01T08:00:00Z"));
    final RememberedJournal journal = new RememberedJournal();
    final FaultyFileSystem door = new FaultyFileSystem();
    final Map<String, Route> routes = new ConcurrentHashMap<>();
    final ScriptedHost host;
    final TableOfCustomers customers = new TableOfCustomers()
            .with("anna", "a.jansen", "anna.example", SubscriptionState.ACTIVE);
    private final Path folder;
    private final ClientTimeouts timeouts;
    private Optional<InetSocketAddress> relay = Optional.empty();
    Spool spool;
    private Lanes onward;
    private int atOnce = 20;
    private int perDomain = 2;

    /** One that is started. {@link #host} is the exchanger of {@code far.example}. */
    OnwardStage(Path folder, ClientTimeouts timeouts) throws IOException {
        this.folder = folder;
        this.timeouts = timeouts;
        host = new ScriptedHost();
        leadsTo("far.example", host);
        begin();
        start();
    }

    private static ClientTimeouts each(Duration wait) {
        return new ClientTimeouts(
                Duration.ofSeconds(10), wait, wait, wait, Duration.ofSeconds(10), wait, Duration.ofSeconds(1));
    }

    /** Another host, on the same port. */
    ScriptedHost hostAt(String address) throws IOException {
        return ScriptedHost.at(new InetSocketAddress(InetAddress.ofLiteral(address), host.address().getPort()));
    }

    void leadsTo(String domain, ScriptedHost... hosts) {
        routes.put(domain, new Route.Hosts(
                Arrays.stream(hosts).map(one -> one.address().getAddress()).toList()));
    }

    /** From the next start on, with these. */
    void byRelay(InetSocketAddress address) {
        relay = Optional.of(address);
    }

    void withConnections(int overall, int forADomain) {
        atOnce = overall;
        perDomain = forADomain;
    }

    private void begin() throws IOException {
        spool = SpoolOnDoor.open(folder.resolve("mail"), door, journal);
        Quotas quotas = Quotas.over(folder.resolve("mail"), QuotaSettings.defaults(), customers, journal, clock);
        Bounces bounces = Bounces.open(new BounceParts(spool, journal, clock), BounceSettings.defaults(
                "mail.isp.example", "Example Internet", new MailAddress("postmaster", "isp.example")));
        onward = new Lanes(
                new OnwardParts(
                        spool,
                        domain -> routes.getOrDefault(domain, new Route.Unknown("no such route in this test")),
                        new SmtpClient(new ClientSettings("smtp.isp.example", SourceAddresses.any(), timeouts)),
                        bounces,
                        new OurDomains(customers, ADDRESSES),
                        RecipientPolicy.forCustomers(customers, ADDRESSES, quotas),
                        journal,
                        clock),
                settings());
    }

    private OnwardSettings settings() {
        var defaults = OnwardSettings.defaults(
                List.of(SystemMailbox.SMARTHOST, SystemMailbox.OUTGOING), folder.resolve("onward"));
        return new OnwardSettings(defaults.mailboxes(), relay, Optional.of(OWN), host.address().getPort(),
                defaults.folder(), atOnce, perDomain, defaults.retryFirst(), defaults.retryMax(), defaults.giveUpAfter());
    }

    private void start() throws IOException {
        onward.start();
        settle();
    }

    /** As after a crash: nothing in memory is left. */
    void startAgain() throws IOException {
        onward.close();
        spool.close();
        begin();
        start();
    }

    /** Puts a mail from anna there, as the smarthost's door does. */
    StoredMail mail(String... recipients) throws SpoolException {
        return mailFrom("ann@anna.example", recipients);
    }

    /** @param sender empty for the null sender */
    StoredMail mailFrom(String sender, String... recipients) throws SpoolException {
        Envelope envelope = new Envelope(
                sender.isEmpty() ? ReversePath.none() : ReversePath.of(address(sender)), clock.instant(),
                Optional.of(InetAddress.ofLiteral("203.0.113.5")), "laptop.example", true)
                .withSubmission(Optional.of(new Submission(Submission.Ground.AUTH, "anna")));
        List<MailAddress> to = Arrays.stream(recipients).map(OnwardStage::address).toList();
        byte[] bytes = TEXT.getBytes(StandardCharsets.US_ASCII);
        try (Draft draft = spool.begin(
                envelope, List.of(new Destination(SystemMailbox.SMARTHOST, MailClass.SYSTEM, to)))) {
            draft.write(bytes, 0, bytes.length);
            return draft.commit().getFirst();
        }
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text).orElseThrow();
    }

    /** Returns when nothing is under way. */
    void settle() {
        assertTrue(onward.join(Duration.ofSeconds(40)), "something does not end");
    }

    /** Time goes by, and the clock looks. */
    void later(Duration time) {
        clock.advance(time);
        onward.look();
        settle();
    }

    int waiting() throws IOException {
        int waiting = spool.list(SystemMailbox.SMARTHOST).size();
        long known = onward.waiting().stream().map(one -> one.mail().id()).distinct().count();
        assertTrue(onward.underWay() > 0 || waiting == known, "the books and the disk agree");
        return waiting;
    }

    /** One line each: who waits which way, whether it is being handed over, until when in minutes, and why. */
    List<String> lines() {
        return onward.waiting().stream().map(this::line).toList();
    }

    /** The same of what lies there, as one sees who does not take it on. */
    List<String> linesFromOutside() throws IOException {
        return Onward.lying(spool, new OurDomains(customers, ADDRESSES), settings()).stream().map(this::line).toList();
    }

    private String line(WaitingOnward waiting) {
        String minutes = waiting.nextTry()
                .map(at -> " in " + Duration.between(clock.instant(), at).toMinutes() + " min")
                .orElse("");
        return waiting.recipients() + " by " + waiting.way() + (waiting.underWay() ? " under way" : "") + minutes + " "
                + waiting.lastWords();
    }

    int tryNow(Optional<String> way) {
        return onward.tryNow(way);
    }

    /** What lies in anna's mailbox, as text. */
    List<String> toAnna() throws IOException {
        return texts(new Mailbox.Account("anna"));
    }

    List<String> texts(Mailbox mailbox) throws IOException {
        return spool.list(mailbox).stream().map(this::text).toList();
    }

    private String text(StoredMail mail) {
        try {
            return StoredText.of(spool, mail);
        } catch (IOException unread) {
            throw new AssertionError(unread);
        }
    }

    @Override
    public void close() throws IOException {
        onward.close();
        spool.close();
        host.close();
    }
}
