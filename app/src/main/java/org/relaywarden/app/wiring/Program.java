// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.spec.SecretKeySpec;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.bsmtp.bounce.BounceParts;
import org.relaywarden.bsmtp.bounce.Bounces;
import org.relaywarden.bsmtp.client.SmtpClient;
import org.relaywarden.bsmtp.client.SourceAddresses;
import org.relaywarden.bsmtp.clock.NamedTask;
import org.relaywarden.bsmtp.clock.Schedule;
import org.relaywarden.bsmtp.clock.Tasks;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.stored.StoredCustomers;
import org.relaywarden.bsmtp.delivery.Deliveries;
import org.relaywarden.bsmtp.delivery.DeliveryParts;
import org.relaywarden.bsmtp.dns.NameServers;
import org.relaywarden.bsmtp.fullness.FullnessParts;
import org.relaywarden.bsmtp.fullness.FullnessWarnings;
import org.relaywarden.bsmtp.inspection.SpoolInspection;
import org.relaywarden.bsmtp.intake.Intake;
import org.relaywarden.bsmtp.intake.IntakeParts;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.outgoing.OutgoingParts;
import org.relaywarden.bsmtp.outgoing.OutgoingRelay;
import org.relaywarden.bsmtp.outgoing.OutgoingSettings;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.recipients.KnownHosts;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.refused.RefusedRecipients;
import org.relaywarden.bsmtp.signon.SignOns;
import org.relaywarden.bsmtp.spf.SenderPolicy;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.tls.ServerCertificate;
import org.relaywarden.enforcement.block.BlockDriver;
import org.relaywarden.enforcement.block.DryRunDriver;
import org.relaywarden.enforcement.desk.Desk;
import org.relaywarden.enforcement.nftables.NftablesDriver;
import org.relaywarden.reports.digest.NightReport;
import org.relaywarden.reports.dossier.Sources;
import org.relaywarden.scanner.proof.Tokens;
import org.relaywarden.scanner.sweep.Sweep;
import org.relaywarden.scanner.sweep.SweepParts;
import org.relaywarden.scanner.targets.Targets;

/**
 * The program, put together. Open, it answers questions and imports; {@link #receiveMail()} lets mail in and probes
 * return; {@link #turnByTheClock()} lets the nights come. The caller owns the data folder. Thread-safe.
 */
public final class Program implements AutoCloseable {

    /** The nightly scan, by its name in the clock. */
    public static final String NIGHTLY_SCAN = "nightly-scan";

    /** Hands what waits in system mailboxes to its consumers, by its name in the clock. */
    public static final String SYSTEM_MAIL_DRAIN = "system-mail-drain";

    /** Goes on with a night that was cut off, by its name in the clock. */
    public static final String NIGHT_GOES_ON = "night-goes-on";

    /** Hands bounces to the relay host, by its name in the clock. */
    public static final String OUTGOING = "outgoing";

    private static final Duration SPF_WITHIN = Duration.ofSeconds(20);
    private static final Duration OUTGOING_EVERY = Duration.ofMinutes(1);
    private static final Duration NIGHT_GOES_ON_EVERY = Duration.ofMinutes(10);
    private static final Duration DRAIN_EVERY = Duration.ofMinutes(1);

    private final Settings settings;
    private final Translation translation;
    private final Instruments instruments;
    private final Journal journal = Journal.toLog();
    private final Started started = new Started();
    private final Store store;
    private final Tasks tasks;
    private final Customers customers;
    private final Spool spool;
    private final Quotas quotas;
    private final Bounces bounces;
    private final RefusedRecipients refused;
    private final Deliveries deliveries;
    private final SignOnWatch signOnWatch;
    private final Optional<OutgoingRelay> outgoing;
    private final Sweep sweep;
    private final Desk desk;
    private final NightReport report;
    private List<InetSocketAddress> listening = List.of();

    private Program(Settings settings, Instruments instruments) throws IOException {
        this.settings = settings;
        this.instruments = instruments;
        translation = new Translation(settings, instruments);
        try {
            Path folder = settings.data().folder();
            SecretKeys keys = SecretKeys.in(folder);
            store = started.with("store", Store.open(translation.store(), Tables.ofAllModules()));
            customers = StoredCustomers.in(store);
            spool = started.with("spool", Spool.open(translation.spool(), journal, instruments.clock()));
            quotas = Quotas.over(
                    translation.mailFolder(), translation.quota(), customers, journal, instruments.clock());
            bounces = Bounces.open(new BounceParts(spool, journal, instruments.clock()), translation.bounces());
            refused = new RefusedRecipients(store, instruments.clock());
            deliveries = started.with(
                    "deliveries",
                    Deliveries.of(
                            new DeliveryParts(
                                    spool, customers, store, bounces, refused, senderPolicy()::failed, journal,
                                    instruments.clock()),
                            translation.delivery()));
            signOnWatch = new SignOnWatch(translation, store, customers, deliveries, journal, instruments.clock());
            outgoing = outgoing(bounces);
            tasks = Tasks.on(store, journal);
            sweep = Sweep.over(new SweepParts(
                    store,
                    spool,
                    Targets.among(customers),
                    new Tokens(keys.key("probes")),
                    instruments.clock(),
                    instruments.waiting(),
                    journal,
                    translation.scan()));
            ExecutorService retests = started.with(
                    "retests",
                    Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("retest-", 0).factory()));
            desk = deskOf(retests, keys);
            report = NightReport.of(
                    new Sources(customers, sweep.findings(), desk.cases(), desk.blocks(), desk.notices()),
                    settings.provider().name(),
                    instruments.clock());
            // Stopped in this order: first nothing new, then what is under way, then what it works with.
            started.with("tasks", tasks);
            started.with("sweep", sweep);
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** RFC 7208 section 4.6.4: at least twenty seconds for all questions about one mail. */
    private SenderPolicy senderPolicy() {
        return new SenderPolicy(NameServers.of(translation.dns()), SPF_WITHIN);
    }

    /** What a bounce needs to leave the house; without a relay it waits. */
    private Optional<OutgoingRelay> outgoing(Bounces made) {
        return settings.delivery().outgoingRelay().map(host -> OutgoingRelay.open(
                new OutgoingParts(
                        spool,
                        started.with("outgoing client", new SmtpClient(translation.outgoingClient())),
                        made,
                        journal,
                        instruments.clock()),
                OutgoingSettings.defaults(host)));
    }

    private Desk deskOf(ExecutorService retests, SecretKeys keys) {
        var collaborators = new Desk.Collaborators(
                store,
                instruments.clock(),
                journal,
                customers,
                spool,
                sweep,
                driver(),
                new SecretKeySpec(keys.key("replies"), "HmacSHA256"),
                new SecureRandom(),
                retests);
        return Desk.of(translation.enforcement(), collaborators);
    }

    /** In a dry run nftables is only asked what it holds, and only while the books say that it holds something. */
    private BlockDriver driver() {
        var nftables = new NftablesDriver(translation.nftables(), customers::all);
        return settings.enforcement().driver().equals(nftables.name()) ? nftables : new DryRunDriver(nftables);
    }

    /**
     * Puts the program together in a data folder that the caller owns; nothing runs yet.
     *
     * @throws StartFault when a part can't be had
     */
    public static Program open(Settings settings, Instruments instruments) throws StartFault {
        Program program;
        try {
            program = new Program(settings, instruments);
        } catch (IOException | RuntimeException failed) {
            throw new StartFault("Not started: " + failed.getMessage(), failed);
        }
        String collector = settings.scan().collectorDomain();
        var holder = program.customers.byDomain(collector);
        if (holder.isPresent()) {
            program.close();
            throw new StartFault(
                    "Not started: customer " + holder.get().login() + " has the mail domain " + collector
                            + ", which is scan.collector-domain too. Give the collector a domain of its own.",
                    null);
        }
        return program;
    }

    /**
     * Drains the system mailboxes, then lets mail in and out, and probes come back. Once.
     *
     * @throws StartFault when an address can't be listened on, or the certificate not be shown
     */
    public void receiveMail() throws StartFault {
        desk.start(tasks);
        tasks.register(new NamedTask(SYSTEM_MAIL_DRAIN, new Schedule.Every(DRAIN_EVERY), this::drain));
        Night night = new Night(sweep, desk, report, settings, clock());
        tasks.register(new NamedTask(
                NIGHTLY_SCAN, new Schedule.Daily(settings.scan().at(), settings.scan().zone()), night));
        tasks.register(new NamedTask(NIGHT_GOES_ON, new Schedule.Every(NIGHT_GOES_ON_EVERY), night::goOn));
        store.onReturn(() -> List.of(SYSTEM_MAIL_DRAIN, Desk.TASK, NIGHT_GOES_ON).forEach(tasks::wake));
        sweep.start();
        deliveries.start(tasks);
        signOnWatch.start(tasks, settings);
        outgoing.ifPresent(relay -> tasks.register(
                new NamedTask(OUTGOING, new Schedule.Every(OUTGOING_EVERY), relay::run)));
        started.with("fullness warnings", FullnessWarnings.start(
                new FullnessParts(quotas, customers, spool, store, journal, clock()), translation.fullness()));
        try {
            var policy = RecipientPolicy.forCustomers(
                    customers, translation.systemAddresses(), quotas,
                    KnownHosts.by(deliveries::hostOffersSmtpUtf8, refused::of));
            IntakeParts parts = new IntakeParts(policy, spool, journal, clock())
                    .withScreening(translation.screening(journal))
                    .withCertificate(ServerCertificate.of(translation.tls(), journal, clock()));
            Intake intake = Intake.start(translation.intake(), parts);
            listening = intake.addresses();
            started.with("intake", intake);
            signOnWatch.listen(started);
        } catch (IOException taken) {
            throw new StartFault("Not started: " + taken.getMessage(), taken);
        }
    }

    /** While the database is away nothing is handed over, or each message would be told as put off every minute. */
    private void drain() {
        store.inTransaction(_ -> {});
        spool.drain();
    }

    /** Puts the blocks right and lets the clock turn the tasks; after {@link #receiveMail()}. */
    public void turnByTheClock() {
        tasks.start();
        tasks.wake(Desk.PUT_RIGHT_TASK);
        // A process before this one may have ended in the middle of a night, or of a case.
        tasks.wake(NIGHT_GOES_ON);
        tasks.wake(Desk.TASK);
    }

    /** Does at once what follows from findings and replies so far; it would be done within a minute anyway. */
    public void turnDesk() {
        tasks.turn(Desk.TASK);
    }

    /** Blocks follow their customers' addresses (decision 16), and nobody inherits one with an address. */
    public void onCustomersChanged() {
        if (!listening.isEmpty()) {
            tasks.wake(Desk.PUT_RIGHT_TASK);
        }
    }

    /** The settings that it runs by. */
    public Settings settings() {
        return settings;
    }

    /** Where mail is taken; empty before {@link #receiveMail()}. */
    public List<InetSocketAddress> listening() {
        return listening;
    }

    /** The clock that it runs by. */
    public InstantSource clock() {
        return instruments.clock();
    }

    /** The customers. */
    public Customers customers() {
        return customers;
    }

    /** The mail on disk. */
    public Spool spool() {
        return spool;
    }

    /** How full each mailbox is (B13). */
    public Quotas quotas() {
        return quotas;
    }

    /** Looks through all mail on disk. */
    public SpoolInspection inspection() {
        return SpoolInspection.of(
                translation.mailFolder(), settings.provider().hostName(), journal, instruments.clock());
    }

    /** Mail out: what waits for the customers' hosts. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Who is online, and since when (B5, B6, B16). */
    public SignOns signOns() {
        return signOnWatch.signOns();
    }

    /** How access servers are heard and asked (B5, B16). */
    public SignOnWatch signOnWatch() {
        return signOnWatch;
    }

    /** Where mail is delivered from, host by host (B14). */
    public SourceAddresses deliverySources() {
        return translation.sources();
    }

    /** The relay tests; {@link #receiveMail()} first, or no probe can come back. */
    public Sweep sweep() {
        return sweep;
    }

    /** The case desk, with cases, blocks and notices. */
    public Desk desk() {
        return desk;
    }

    /**
     * Writes the page of a night.
     *
     * @return the page
     * @throws IOException when it can't be written; the message names it
     */
    public Path writeReport(Path folder, Instant from, Instant until) throws IOException {
        return report.write(folder, from, until);
    }

    /** The named tasks. */
    public Tasks tasks() {
        return tasks;
    }

    /** Stops what was started, in reverse. */
    @Override
    public void close() {
        started.close();
    }
}
