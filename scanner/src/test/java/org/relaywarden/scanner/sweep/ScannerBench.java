// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.scanner.sweep;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocketFactory;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.stored.StoredCustomers;
import org.relaywarden.bsmtp.intake.Intake;
import org.relaywarden.bsmtp.intake.IntakeParts;
import org.relaywarden.bsmtp.intake.IntakeSettings;
import org.relaywarden.bsmtp.quota.QuotaSettings;
import org.relaywarden.bsmtp.quota.Quotas;
import org.relaywarden.bsmtp.recipients.RecipientPolicy;
import org.relaywarden.bsmtp.recipients.SystemAddresses;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolSettings;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.bsmtp.tls.ClientCertificate;
import org.relaywarden.bsmtp.tls.ServerCertificate;
import org.relaywarden.bsmtp.tls.TlsSettings;
import org.relaywarden.scanner.battery.OurNames;
import org.relaywarden.scanner.battery.TestId;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.choice.Suspects;
import org.relaywarden.scanner.findings.Evidence;
import org.relaywarden.scanner.findings.Finding;
import org.relaywarden.scanner.findings.ScanRequest;
import org.relaywarden.scanner.findings.Vantage;
import org.relaywarden.scanner.marks.Marks;
import org.relaywarden.scanner.pace.Pace;
import org.relaywarden.scanner.pace.Waiting;
import org.relaywarden.scanner.probe.ProbeTimeouts;
import org.relaywarden.scanner.proof.Tokens;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.targets.Targets;
import org.relaywarden.testbed.servers.MariaDbServer;
import org.relaywarden.testbed.servers.Requirements;
import org.relaywarden.testbed.simulated.OnwardRoutes;
import org.relaywarden.testbed.simulated.ServerBuilder;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;

/**
 * A provider on loopback addresses: the real store, spool, intake and sweep, and simulated servers as its customers. No
 * part of it is a stand-in.
 */
final class ScannerBench implements AutoCloseable {

    static final Sweep.Progress QUIET = new Sweep.Progress() {
        @Override
        public void begun(int hosts) {}

        @Override
        public void judged(Finding finding, int done, int hosts) {}
    };

    static final String FRESH_DOMAIN = "quiet.example";

    private static final OurNames OURS =
            new OurNames("probe.isp.example", "scan.isp.example", "isp.example", "abuse@isp.example");

    private static final Provider USUAL = new Provider(
            List.of(InetAddress.ofLiteral("127.0.0.9")), Set.of(InetAddress.ofLiteral("127.0.0.10")), OURS);

    private static final List<String> OUR_DOMAINS =
            List.of("probe.isp.example", "scan.isp.example", FRESH_DOMAIN, OurNames.sendersOf(FRESH_DOMAIN));

    /** Where the provider tests from, and its names. */
    private record Provider(List<InetAddress> outside, Set<InetAddress> inside, OurNames names) {}

    final HeardJournal journal = new HeardJournal();
    final Store store;
    final Intake intake;
    final Customers customers;
    final Marks marks;
    final Tokens tokens = new Tokens("a key of no less than thirty-two bytes".getBytes(StandardCharsets.US_ASCII));
    final InstantSource clock;
    private final List<TestPath> morePaths;
    /** What happens once hosts were chosen, and before any is dialled. */
    Runnable afterChoice = () -> {};
    final Set<String> suspects = ConcurrentHashMap.newKeySet();
    final List<TestId> convicted = new CopyOnWriteArrayList<>();
    final Set<String> blocked = ConcurrentHashMap.newKeySet();
    private final Provider provider;
    Sweep sweep;
    private Spool spool;
    private final Path folder;
    private final List<SimulatedMailServer> servers = new ArrayList<>();

    ScannerBench(Path folder, StoreSettings database, InstantSource clock, Waiting waiting, Pace pace)
            throws IOException {
        this(folder, database, clock, waiting, pace, List.of());
    }

    ScannerBench(
            Path folder,
            StoreSettings database,
            InstantSource clock,
            Waiting waiting,
            Pace pace,
            List<TestPath> morePaths)
            throws IOException {
        this(folder, database, clock, waiting, pace, morePaths, USUAL);
    }

    /**
     * @param morePaths beside the port of the books
     * @param outside where it dials from as the world
     */
    ScannerBench(
            Path folder,
            StoreSettings database,
            InstantSource clock,
            Waiting waiting,
            Pace pace,
            List<TestPath> morePaths,
            List<InetAddress> outside)
            throws IOException {
        this(folder, database, clock, waiting, pace, morePaths, new Provider(outside, USUAL.inside(), USUAL.names()));
    }

    private ScannerBench(
            Path folder,
            StoreSettings database,
            InstantSource clock,
            Waiting waiting,
            Pace pace,
            List<TestPath> morePaths,
            Provider provider)
            throws IOException {
        this.provider = provider;
        this.morePaths = List.copyOf(morePaths);
        this.clock = clock;
        this.folder = folder;
        store = Store.open(
                database,
                List.of(
                        new StoreModule("bsmtp", StoredCustomers.entities()),
                        new StoreModule("scanner", Sweep.entities())));
        customers = StoredCustomers.in(store, _ -> false);
        marks = Marks.in(store, customers, journal, clock);
        spool = Spool.open(SpoolSettings.defaults(folder, "isp.example"), journal, clock);
        SystemAddresses addresses = new SystemAddresses(
                "isp.example", OUR_DOMAINS, "abuse", "reply+", "bounce+");
        var quotas = Quotas.over(folder, QuotaSettings.defaults(), customers, journal, clock);
        var policy = RecipientPolicy.forCustomers(customers, addresses, quotas);
        intake = Intake.start(
                IntakeSettings.defaults("mx.isp.example"), new IntakeParts(policy, spool, journal, clock));
        sweep = begin(waiting, pace);
    }

    /** With real time and a pace for servers of our own. */
    static ScannerBench quick(Path folder, StoreSettings database) throws IOException {
        return new ScannerBench(folder, database, InstantSource.system(), Waiting.inRealTime(), quickPace());
    }

    /** The same with a domain that no host knows for one of tests. */
    static ScannerBench withFreshDomain(Path folder) throws IOException {
        OurNames ours = new OurNames(
                OURS.collectorDomain(), OURS.senderDomain(), OURS.providerDomain(), OURS.desk(),
                Optional.empty(), Set.of(), Optional.empty(), Optional.of(FRESH_DOMAIN));
        return new ScannerBench(
                folder, inMemory(), InstantSource.system(), Waiting.inRealTime(), quickPace(), List.of(),
                new Provider(USUAL.outside(), USUAL.inside(), ours));
    }

    /** At the pace of the wild, with no address inside. */
    static ScannerBench politeFromOutside(Path folder) throws IOException {
        return new ScannerBench(
                folder, inMemory(), InstantSource.system(), Waiting.inRealTime(), Pace.polite(), List.of(),
                new Provider(USUAL.outside(), Set.of(), OURS));
    }

    /** An embedded database, gone with the test. */
    static StoreSettings inMemory() {
        return new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "", 10);
    }

    /** A database of its own on the private server of this JVM. */
    static StoreSettings onMariaDb() {
        Requirements.needsMariaDb();
        MariaDbServer.Database fresh = MariaDbServer.shared().freshDatabase();
        return new StoreSettings(fresh.url(), fresh.user(), fresh.password(), 10);
    }

    /** Long enough for a return on a busy machine, short enough for a test. */
    static Pace quickPace() {
        return new Pace(
                4,
                Duration.ZERO,
                Duration.ZERO,
                16,
                Duration.ofMillis(1_500),
                List.of(Duration.ofMillis(200)),
                ProbeTimeouts.each(Duration.ofSeconds(1)),
                ProbeTimeouts.each(Duration.ofSeconds(1)));
    }

    /** A further sweep over the same database and folder, as after a restart. */
    void restart(Waiting waiting, Pace pace) throws IOException {
        sweep.close();
        spool.close();
        spool = Spool.open(SpoolSettings.defaults(folder, "isp.example"), journal, clock);
        sweep = begin(waiting, pace);
    }

    /** Where the scanner keeps the certificate that it shows. */
    static Path clientCertificate(Path folder) {
        return folder.resolve("client-tls");
    }

    private Sweep begin(Waiting waiting, Pace pace) throws IOException {
        ScanSettings settings = new ScanSettings(
                provider.names(),
                "relaytest.isp.example",
                provider.outside(),
                provider.inside(),
                morePaths,
                pace);
        ClientCertificate shown = ClientCertificate.in(clientCertificate(folder), "relaytest.isp.example", clock);
        shown.load();
        Sweep begun = Sweep.over(new SweepParts(
                store,
                spool,
                chosenFrom(Targets.among(customers, settings.morePorts())),
                tokens,
                Optional.of(shown),
                clock,
                waiting,
                journal,
                marks,
                new Suspected(),
                host -> blocked.contains(host.login()),
                settings));
        begun.start();
        return begun;
    }

    private Targets chosenFrom(Targets books) {
        return new Targets() {
            @Override
            public List<Target> all() {
                List<Target> chosen = books.all();
                afterChoice.run();
                return chosen;
            }

            @Override
            public List<Target> ofLogin(String login) {
                List<Target> chosen = books.ofLogin(login);
                afterChoice.run();
                return chosen;
            }

            @Override
            public boolean mayDial(InetAddress address, int port) {
                return books.mayDial(address, port);
            }
        };
    }

    /** Those of {@link #suspects}, by their logins. */
    private final class Suspected implements Suspects {
        @Override
        public boolean isSuspect(Target host) {
            return suspects.contains(host.login());
        }

        @Override
        public List<TestId> convicting(Target host) {
            return convicted;
        }
    }

    /** A customer with one server, whose mail for other domains goes to our intake. */
    SimulatedMailServer customer(String login, String address, Behaviour behaviour) throws IOException {
        return customer(login, address, server(login, address).behaving(behaviour));
    }

    ServerBuilder server(String login, String address) {
        return SimulatedMailServer.named("mail." + login + ".example")
                .at(address)
                .serving(login + ".example")
                .retryEvery(Duration.ofMillis(200))
                .onward(OnwardRoutes.to(Map.of("isp.example", intakeAddress(), FRESH_DOMAIN, intakeAddress())));
    }

    SimulatedMailServer customer(String login, String address, ServerBuilder builder) throws IOException {
        SimulatedMailServer server = builder.start();
        servers.add(server);
        enter(login, address + ":" + server.address().getPort());
        return server;
    }

    /** Enters a customer in the books. */
    void enter(String login, String hostAndPort) throws IOException {
        String csv = "login,product,domains,line,addresses,state\n"
                + login + ",advanced-business-mail," + login + ".example,adsl," + hostAndPort + ",active\n";
        var result = customers.importCsv(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), false);
        if (!result.faults().isEmpty()) {
            throw new IllegalArgumentException(result.faults().toString());
        }
    }

    Finding scan(String login) {
        return scan(login, Vantage.OUTSIDE, ScanRequest.Cause.OPERATOR, Optional.empty());
    }

    Finding scan(String login, Vantage vantage, ScanRequest.Cause cause, Optional<Long> reference) {
        return sweep.scan(new ScanRequest(Optional.of(login), vantage, cause, reference), QUIET).getFirst();
    }

    Evidence evidence(Finding finding) {
        return sweep.findings().evidence(finding.runId()).orElseThrow();
    }

    /** A certificate that nobody vouches for: a scanner looks at none. */
    static SSLSocketFactory certificate(Path folder) throws IOException {
        TlsSettings settings = new TlsSettings(Optional.empty(), folder.resolve("tls"), "mail.acme.example");
        return ServerCertificate.of(settings, new HeardJournal(), InstantSource.system()).socketFactory();
    }

    InetSocketAddress intakeAddress() {
        return intake.addresses().getFirst();
    }

    @Override
    public void close() {
        sweep.close();
        servers.forEach(SimulatedMailServer::close);
        intake.close();
        spool.close();
        store.close();
    }
}
