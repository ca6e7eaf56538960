// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.delivery;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.bsmtp.bounce.BounceParts;
import org.relaywarden.bsmtp.bounce.BounceSettings;
import org.relaywarden.bsmtp.bounce.Bounces;
import org.relaywarden.bsmtp.client.ClientSettings;
import org.relaywarden.bsmtp.client.ClientTimeouts;
import org.relaywarden.bsmtp.client.SourceAddresses;
import org.relaywarden.bsmtp.clock.Tasks;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.customers.stored.StoredCustomers;
import org.relaywarden.bsmtp.doubles.RememberedJournal;
import org.relaywarden.bsmtp.doubles.TableOfCustomers;
import org.relaywarden.bsmtp.mail.Destination;
import org.relaywarden.bsmtp.mail.Envelope;
import org.relaywarden.bsmtp.mail.MailClass;
import org.relaywarden.bsmtp.mail.Mailbox;
import org.relaywarden.bsmtp.mail.StoredMail;
import org.relaywarden.bsmtp.refused.RefusedRecipients;
import org.relaywarden.bsmtp.run.DeliveryParts;
import org.relaywarden.bsmtp.run.DeliverySettings;
import org.relaywarden.bsmtp.run.RunReport;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.smtp.ReversePath;
import org.relaywarden.bsmtp.spool.Draft;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolSettings;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.testbed.TurnableClock;

/** The real spool, store and deliveries in a folder, with a clock to turn and a customer named anna. */
final class DeliveryStage implements AutoCloseable {

    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    static final String ANNA = "anna";
    /** The waits after a sign-on: the first shorter than the world's, the last for a busy machine. */
    static final List<Duration> SOON = List.of(
            Duration.ofMillis(300), Duration.ofMillis(1_000), Duration.ofMillis(3_000), Duration.ofSeconds(30));

    static final InetAddress SMARTHOST = InetAddress.ofLiteral("192.0.2.30");

    /** A stall shows within a second. On a busy machine a sound host may seem to stall: see {@link #flushPatiently}. */
    static final ClientTimeouts IMPATIENT = each(Duration.ofMillis(400));

    final TurnableClock clock = new TurnableClock(START);
    final RememberedJournal journal = new RememberedJournal();
    final TableOfCustomers customers = new TableOfCustomers();
    final Path folder;
    private final ClientTimeouts timeouts;
    private final int runsAtOnce;
    Store store;
    Spool spool;
    Tasks tasks;
    RefusedRecipients refused;
    private DeliveryParts parts;
    PushDeliveries deliveries;
    /** The envelopes whose senders SPF calls forged. */
    final Set<Envelope> forged = new HashSet<>();

    DeliveryStage(Path folder, ClientTimeouts timeouts, int runsAtOnce) throws IOException {
        this.folder = folder;
        this.timeouts = timeouts;
        this.runsAtOnce = runsAtOnce;
        open();
    }

    DeliveryStage(Path folder) throws IOException {
        this(folder, PATIENT, 10);
    }

    /** On a busy machine too no sound host is too slow. */
    static final ClientTimeouts PATIENT = each(Duration.ofSeconds(20));

    static ClientTimeouts each(Duration duration) {
        return new ClientTimeouts(duration, duration, duration, duration, duration, duration, duration);
    }

    private void open() throws IOException {
        store = Store.open(
                StoreSettings.embedded(folder.resolve("db")),
                List.of(new StoreModule("bsmtp", entities())));
        spool = Spool.open(new SpoolSettings(folder.resolve("mail"), 0, "mail.isp.example"), journal, clock);
        tasks = Tasks.on(store, journal);
        Bounces bounces = Bounces.open(
                new BounceParts(spool, journal, clock),
                BounceSettings.defaults("mail.isp.example", "Example", address("postmaster@isp.example")));
        refused = new RefusedRecipients(store, clock);
        parts = new DeliveryParts(spool, customers, store, bounces, refused, forged::contains, journal, clock);
        deliveries = waiting(timeouts);
    }

    private PushDeliveries waiting(ClientTimeouts patience) throws IOException {
        return new PushDeliveries(parts,
                new DeliverySettings(folder.resolve("delivery"), Duration.ofMinutes(20), SOON, runsAtOnce,
                        Set.of(SMARTHOST),
                        new ClientSettings(
                                "mail.isp.example",
                                SourceAddresses.only(InetAddress.ofLiteral("127.0.0.9")),
                                patience)));
    }

    private static List<Class<?>> entities() {
        List<Class<?>> entities = new ArrayList<>(StoredCustomers.entities());
        entities.addAll(Deliveries.entities());
        return entities;
    }

    /** Ends as a kill would, as far as delivery can tell, and starts again on what is on the disk. */
    void restart() throws IOException {
        close();
        open();
    }

    DeliveryStage anna(ScriptedHost host) {
        return customer(ANNA, host.address());
    }

    DeliveryStage customer(String login, InetSocketAddress host) {
        customers.withHost(login, login + ".example", SubscriptionState.ACTIVE,
                new FixedAddress(host.getAddress(), host.getPort(), true));
        return this;
    }

    /** A message from a sender outside, taken by the spool for good. */
    StoredMail mail(String login, String body, String... recipients) throws Exception {
        return mail(login, ReversePath.of(address("ann@sender.example")), bytes(body), recipients);
    }

    StoredMail mail(String login, ReversePath sender, byte[] body, String... recipients) throws Exception {
        List<MailAddress> to = Arrays.stream(recipients).map(DeliveryStage::address).toList();
        Envelope envelope = new Envelope(
                sender, clock.instant(), Optional.of(InetAddress.ofLiteral("203.0.113.5")), "sender.example", true);
        clock.advance(Duration.ofMillis(1));
        return put(envelope, new Destination(new Mailbox.Account(login), MailClass.PUSH, to), body);
    }

    StoredMail put(Envelope envelope, Destination destination, byte[] body) throws Exception {
        try (Draft draft = spool.begin(envelope, List.of(destination))) {
            draft.write(body, 0, body.length);
            return draft.commit().getFirst();
        }
    }

    static MailAddress address(String text) {
        return MailAddress.parse(text).orElseThrow();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    RunReport flush() throws InterruptedException {
        return deliveries.flush(ANNA, told -> {});
    }

    /** As a program with the patience of the world's, that comes after this one. */
    RunReport flushPatiently() throws IOException, InterruptedException {
        try (PushDeliveries patient = waiting(PATIENT)) {
            return patient.flush(ANNA, told -> {});
        }
    }

    /** As in a program that serves: new mail, the clock, and what waits already start runs. */
    DeliveryStage started() {
        deliveries.start(tasks);
        return this;
    }

    /** What the clock does each minute; returns when the runs that it started have ended. */
    void turn() {
        tasks.turn(Deliveries.RETRY_TASK);
        settle();
    }

    void settle() {
        assertTrue(deliveries.join(Duration.ofSeconds(20)), "a run does not end");
    }

    int waiting() throws IOException {
        return spool.pushQueue().of(ANNA).size();
    }

    QueueState state() throws IOException {
        return deliveries.queues().getFirst();
    }

    /** All files of anna's mailbox. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String part : List.of("new", "cur")) {
            try (var list = Files.list(maildir().resolve(part))) {
                list.forEach(files::add);
            }
        }
        return files;
    }

    Path maildir() {
        return folder.resolve("mail/accounts").resolve(ANNA);
    }

    @Override
    public void close() {
        tasks.close();
        deliveries.close();
        spool.close();
        store.close();
    }
}
