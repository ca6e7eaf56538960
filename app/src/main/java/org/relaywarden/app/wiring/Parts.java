// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.spec.SecretKeySpec;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.bsmtp.bounce.BounceParts;
import org.relaywarden.bsmtp.bounce.Bounces;
import org.relaywarden.bsmtp.client.SmtpClient;
import org.relaywarden.bsmtp.clock.Tasks;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.stored.StoredCustomers;
import org.relaywarden.bsmtp.delayed.DelayNotices;
import org.relaywarden.bsmtp.delayed.DelayParts;
import org.relaywarden.bsmtp.delayed.DelaySettings;
import org.relaywarden.bsmtp.delivery.Deliveries;
import org.relaywarden.bsmtp.dns.NameServers;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.outgoing.OutgoingParts;
import org.relaywarden.bsmtp.outgoing.OutgoingRelay;
import org.relaywarden.bsmtp.outgoing.OutgoingSettings;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.refused.RefusedRecipients;
import org.relaywarden.bsmtp.run.DeliveryParts;
import org.relaywarden.bsmtp.spf.SenderPolicy;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.tls.ClientCertificate;
import org.relaywarden.enforcement.block.BlockDriver;
import org.relaywarden.enforcement.block.DryRunDriver;
import org.relaywarden.enforcement.casefile.Casefile;
import org.relaywarden.enforcement.desk.Desk;
import org.relaywarden.enforcement.nftables.NftablesDriver;
import org.relaywarden.reports.digest.NightReport;
import org.relaywarden.reports.dossier.Sources;
import org.relaywarden.scanner.marks.Marks;
import org.relaywarden.scanner.proof.Tokens;
import org.relaywarden.scanner.sweep.ScanSettings;
import org.relaywarden.scanner.sweep.Sweep;
import org.relaywarden.scanner.sweep.SweepParts;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.targets.Targets;

/** The parts of the program: all constructors, in their order. Nothing runs yet; what must be stopped is noted. */
final class Parts {

    /** RFC 7208 section 4.6.4: at least twenty seconds for all questions about one mail. */
    private static final Duration SPF_WITHIN = Duration.ofSeconds(20);

    final Settings settings;
    final Translation translation;
    private final RelayTranslation relay;
    final Instruments instruments;
    final Journal journal = Journal.toLog();
    final Started started = new Started();
    final Store store;
    final Tasks tasks;
    final Customers customers;
    final Spool spool;
    final Quotas quotas;
    final Bounces bounces;
    final RefusedRecipients refused;
    final Deliveries deliveries;
    final Optional<DelayNotices> delayNotices;
    final SignOnWatch signOnWatch;
    final Optional<OutgoingRelay> outgoing;
    final Smarthost smarthost;
    final ClientCertificate clientCertificate;
    final Marks marks;
    final Sweep sweep;
    final Desk desk;
    final NightReport report;

    Parts(Settings settings, Instruments instruments) throws IOException {
        this.settings = settings;
        this.instruments = instruments;
        translation = new Translation(settings, instruments);
        relay = new RelayTranslation(settings, instruments);
        try {
            Path folder = settings.data().folder();
            SecretKeys keys = SecretKeys.in(folder);
            store = started.with("store", Store.open(translation.store(), Tables.ofAllModules()));
            customers = StoredCustomers.in(store, translation.systemAddresses()::hasDomain);
            spool = started.with("spool", Spool.open(translation.spool(), journal, instruments.clock()));
            quotas = Quotas.over(
                    translation.mailFolder(), translation.quota(), customers, journal, instruments.clock());
            bounces = Bounces.open(new BounceParts(spool, journal, instruments.clock()), translation.bounces());
            refused = new RefusedRecipients(store, instruments.clock());
            SenderPolicy senders = new SenderPolicy(NameServers.of(translation.dns()), SPF_WITHIN);
            deliveries = started.with(
                    "deliveries",
                    Deliveries.of(
                            new DeliveryParts(
                                    spool, customers, store, bounces, refused, senders::failed, journal,
                                    instruments.clock()),
                            translation.delivery()));
            delayNotices = delayNotices(senders);
            signOnWatch = new SignOnWatch(translation, store, customers, deliveries, journal, instruments.clock());
            outgoing = outgoing(bounces);
            smarthost = new Smarthost(settings, translation, customers, bounces, spool);
            tasks = Tasks.on(store, journal);
            ScanSettings scan = relay.scan();
            clientCertificate = ClientCertificate.in(
                    settings.data().folder().resolve("client-tls"), scan.heloName(), instruments.clock());
            marks = Marks.in(store, customers, journal, instruments.clock());
            sweep = Sweep.over(new SweepParts(
                    store,
                    spool,
                    Targets.among(customers, scan.morePorts()),
                    new Tokens(keys.key("probes")),
                    Optional.of(clientCertificate),
                    instruments.clock(),
                    instruments.waiting(),
                    journal,
                    marks,
                    new OpenCases(this::cases),
                    this::isBlocked,
                    scan));
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
            started.close();
            throw failed;
        }
    }

    /** Who left the books has mail that is not tried: nobody is told that it is. */
    private Optional<DelayNotices> delayNotices(SenderPolicy senders) throws IOException {
        Optional<DelaySettings> wanted = translation.delayNotices();
        return wanted.isEmpty()
                ? Optional.empty()
                : Optional.of(DelayNotices.open(
                        new DelayParts(
                                spool.pushQueue(),
                                bounces,
                                login -> customers.byLogin(login).isPresent()
                                        ? deliveries.queue(login).lastTry()
                                        : Optional.empty(),
                                senders::failed,
                                journal,
                                instruments.clock()),
                        wanted.get()));
    }

    private Casefile cases() {
        return desk.cases();
    }

    /** S6: outside says nothing of a host that a block of ours keeps the world from. */
    private boolean isBlocked(Target host) {
        return desk.blocks().isBlocked(host.login(), host.address());
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
        return Desk.of(relay.enforcement(), collaborators);
    }

    /** In a dry run nftables is only asked what it holds, and only while the books say that it holds something. */
    private BlockDriver driver() {
        var nftables = new NftablesDriver(relay.nftables(), customers::all);
        return settings.enforcement().driver().equals(nftables.name()) ? nftables : new DryRunDriver(nftables);
    }
}
