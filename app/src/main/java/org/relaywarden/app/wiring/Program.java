// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.bsmtp.client.SourceAddresses;
import org.relaywarden.bsmtp.clock.NamedTask;
import org.relaywarden.bsmtp.clock.Schedule;
import org.relaywarden.bsmtp.clock.Tasks;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.delayed.DelayNotices;
import org.relaywarden.bsmtp.delivery.Deliveries;
import org.relaywarden.bsmtp.fullness.FullnessParts;
import org.relaywarden.bsmtp.fullness.FullnessWarnings;
import org.relaywarden.bsmtp.inspection.SpoolInspection;
import org.relaywarden.bsmtp.intake.Intake;
import org.relaywarden.bsmtp.intake.IntakeParts;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.recipients.KnownHosts;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.signon.SignOns;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.tls.ServerCertificate;
import org.relaywarden.enforcement.desk.Desk;
import org.relaywarden.scanner.battery.OurNames;
import org.relaywarden.scanner.marks.Marks;
import org.relaywarden.scanner.sweep.Sweep;

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

    private static final Duration OUTGOING_EVERY = Duration.ofMinutes(1);
    private static final Duration DELAY_NOTICES_EVERY = Duration.ofMinutes(5);
    private static final Duration NIGHT_GOES_ON_EVERY = Duration.ofMinutes(10);
    private static final Duration DRAIN_EVERY = Duration.ofMinutes(1);

    private final Parts parts;
    private List<InetSocketAddress> listening = List.of();

    private Program(Parts parts) {
        this.parts = parts;
    }

    /**
     * Puts the program together in a data folder that the caller owns; nothing runs yet.
     *
     * @throws StartFault when a part can't be had
     */
    public static Program open(Settings settings, Instruments instruments) throws StartFault {
        Program program;
        try {
            program = new Program(new Parts(settings, instruments));
        } catch (IOException | RuntimeException failed) {
            throw new StartFault("Not started: " + failed.getMessage(), failed);
        }
        Optional<StartFault> taken = program.takenDomain();
        if (taken.isPresent()) {
            program.close();
            throw taken.get();
        }
        return program;
    }

    /** No import takes one of these; but the settings may have named it since. */
    private Optional<StartFault> takenDomain() {
        Settings.Scan scan = parts.settings.scan();
        SequencedMap<String, String> keys = new LinkedHashMap<>();
        keys.put(parts.settings.provider().domain(), "provider.domain");
        keys.put(scan.collectorDomain(), "scan.collector-domain");
        keys.put(scan.senderDomain(), "scan.sender-domain");
        scan.freshCollectorDomain().ifPresent(fresh -> Stream.of(fresh, OurNames.sendersOf(fresh))
                .forEach(domain -> keys.put(domain, "scan.fresh-collector-domain")));
        return keys.entrySet().stream()
                .flatMap(own -> parts.customers.byDomain(own.getKey()).stream().map(holder -> new StartFault(
                        "Not started: customer " + holder.login() + " has the mail domain " + own.getKey()
                                + ", which is the program's own by " + own.getValue() + ". Name another domain there.",
                        null)))
                .findFirst();
    }

    /**
     * Drains the system mailboxes, then lets mail in and out, and probes come back. Once.
     *
     * @throws StartFault when an address can't be listened on, or a certificate not be shown
     */
    public void receiveMail() throws StartFault {
        try {
            parts.clientCertificate.load();
        } catch (IOException unwritten) {
            throw new StartFault("Not started: " + unwritten.getMessage(), unwritten);
        }
        parts.desk.start(parts.tasks);
        parts.tasks.register(new NamedTask(SYSTEM_MAIL_DRAIN, new Schedule.Every(DRAIN_EVERY), this::drain));
        Night night = new Night(parts.sweep, parts.desk, parts.report, parts.settings, clock());
        parts.tasks.register(new NamedTask(
                NIGHTLY_SCAN, new Schedule.Daily(parts.settings.scan().at(), parts.settings.scan().zone()), night));
        parts.tasks.register(new NamedTask(NIGHT_GOES_ON, new Schedule.Every(NIGHT_GOES_ON_EVERY), night::goOn));
        parts.store.onReturn(() -> List.of(SYSTEM_MAIL_DRAIN, Desk.TASK, NIGHT_GOES_ON).forEach(parts.tasks::wake));
        parts.sweep.start();
        parts.deliveries.start(parts.tasks);
        parts.signOnWatch.start(parts.tasks, parts.settings);
        parts.outgoing.ifPresent(relay -> parts.tasks.register(
                new NamedTask(OUTGOING, new Schedule.Every(OUTGOING_EVERY), relay::run)));
        parts.delayNotices.ifPresent(notices -> parts.tasks.register(
                new NamedTask(DelayNotices.TASK, new Schedule.Every(DELAY_NOTICES_EVERY), notices::look)));
        parts.started.with("fullness warnings", FullnessWarnings.start(
                new FullnessParts(parts.quotas, parts.customers, parts.spool, parts.store, parts.journal, clock()),
                parts.translation.fullness()));
        try {
            var policy = RecipientPolicy.forCustomers(
                    parts.customers, parts.translation.systemAddresses(), parts.quotas,
                    KnownHosts.by(parts.deliveries::hostOffersSmtpUtf8, parts.refused::of));
            IntakeParts needs = new IntakeParts(policy, parts.spool, parts.journal, clock())
                    .withScreening(parts.translation.screening(parts.journal))
                    .withCertificate(ServerCertificate.of(parts.translation.tls(), parts.journal, clock()));
            Intake intake = Intake.start(parts.translation.intake(), needs);
            listening = intake.addresses();
            parts.started.with("intake", intake);
            parts.smarthost.start(parts.started, parts.tasks, needs);
            parts.signOnWatch.listen(parts.started);
        } catch (IOException taken) {
            throw new StartFault("Not started: " + taken.getMessage(), taken);
        }
    }

    /** While the database is away nothing is handed over, or each message would be told as put off every minute. */
    private void drain() {
        parts.store.inTransaction(_ -> {});
        parts.spool.drain();
    }

    /** Puts the blocks right and lets the clock turn the tasks; after {@link #receiveMail()}. */
    public void turnByTheClock() {
        parts.tasks.start();
        parts.tasks.wake(Desk.PUT_RIGHT_TASK);
        // A process before this one may have ended in the middle of a night, or of a case.
        parts.tasks.wake(NIGHT_GOES_ON);
        parts.tasks.wake(Desk.TASK);
    }

    /** Does at once what follows from findings and replies so far; it would be done within a minute anyway. */
    public void turnDesk() {
        parts.tasks.turn(Desk.TASK);
    }

    /** Blocks follow their customers' addresses (decision 16), and nobody inherits one with an address. */
    public void onCustomersChanged() {
        if (!listening.isEmpty()) {
            parts.tasks.wake(Desk.PUT_RIGHT_TASK);
        }
    }

    /** The settings that it runs by. */
    public Settings settings() {
        return parts.settings;
    }

    /** Where mail is taken; empty before {@link #receiveMail()}. */
    public List<InetSocketAddress> listening() {
        return listening;
    }

    /** The clock that it runs by. */
    public InstantSource clock() {
        return parts.instruments.clock();
    }

    /** The customers. */
    public Customers customers() {
        return parts.customers;
    }

    /** The mail on disk. */
    public Spool spool() {
        return parts.spool;
    }

    /** How full each mailbox is (B13). */
    public Quotas quotas() {
        return parts.quotas;
    }

    /** Looks through all mail on disk. */
    public SpoolInspection inspection() {
        return SpoolInspection.of(
                parts.translation.mailFolder(), parts.settings.provider().hostName(), parts.journal, clock());
    }

    /** Mail out: what waits for the customers' hosts. */
    public Deliveries deliveries() {
        return parts.deliveries;
    }

    /** Who is online, and since when (B5, B6, B16). */
    public SignOns signOns() {
        return parts.signOnWatch.signOns();
    }

    /** How access servers are heard and asked (B5, B16). */
    public SignOnWatch signOnWatch() {
        return parts.signOnWatch;
    }

    /** The smarthost (B17). */
    public Smarthost smarthost() {
        return parts.smarthost;
    }

    /** Where mail is delivered from, host by host (B14). */
    public SourceAddresses deliverySources() {
        return parts.translation.sources();
    }

    /** The relay tests; {@link #receiveMail()} first, or no probe can come back. */
    public Sweep sweep() {
        return parts.sweep;
    }

    /** What operators know of hosts. */
    public Marks marks() {
        return parts.marks;
    }

    /** The case desk, with cases, blocks and notices. */
    public Desk desk() {
        return parts.desk;
    }

    /**
     * Writes the page of a night.
     *
     * @return the page
     * @throws IOException when it can't be written; the message names it
     */
    public Path writeReport(Path folder, Instant from, Instant until) throws IOException {
        return parts.report.write(folder, from, until);
    }

    /** The named tasks. */
    public Tasks tasks() {
        return parts.tasks;
    }

    /** Stops what was started, in reverse. */
    @Override
    public void close() {
        parts.started.close();
    }
}
