// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.truth;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.relaywarden.app.lab.LabSettings;
import org.relaywarden.app.lab.ProgramInLab;
import org.relaywarden.app.truth.setups.Place;
import org.relaywarden.app.truth.setups.SetUp;
import org.relaywarden.app.truth.setups.StrangersForms;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;
import org.relaywarden.testbed.servers.DnsmasqServer;
import org.relaywarden.testbed.servers.MailServer;
import org.relaywarden.testbed.servers.ServerSettings;
import tools.jackson.databind.JsonNode;

/**
 * Some of the table's servers in a lab of their own: started, handed real mail by a stranger, scanned by the program,
 * looked at by nmap. Two dozen and some at once are what a small machine bears.
 */
final class TruthLab implements AutoCloseable {

    private static final String ISP = "192.0.2.10";
    private static final String ISP_IPV6 = "2001:db8::10";
    private static final int SMTP = 25;

    /** Two dozen servers share this machine: what they pass on may take its time. */
    private static final LabSettings SETTINGS = LabSettings.of(ISP)
            .with("intake.listen", "[\"" + ISP + ":25\", \"[" + ISP_IPV6 + "]:25\"]")
            .with("network.delivery-ranges", "[" + Place.DELIVERIES + "]")
            .with("network.probe-addresses", "[" + Place.INSIDE + "]")
            .with("scan.inside-address", Place.INSIDE)
            .with("scan.outside-addresses", "[" + Place.OUTSIDE + ", " + Place.SECOND_OUTSIDE + "]")
            .with("scan.pace.return-wait", "15s")
            .with("scan.collector-domain", Place.COLLECTOR_DOMAIN)
            .with("scan.sender-domain", Place.SENDER_DOMAIN)
            .with("scan.fresh-collector-domain", Place.FRESH_DOMAIN)
            .with("scan.smarthost-name", "smtp.isp.example")
            .with("scan.mx-domain", "mx." + Place.COLLECTOR_DOMAIN)
            .with("scan.collector-addresses", "[\"" + ISP + "\", \"" + ISP_IPV6 + "\"]");

    private final Path folder;
    private final Random random = new Random();
    private final Netlab lab = Netlab.open();
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final Queue<DnsmasqServer> nameServers = new ConcurrentLinkedQueue<>();
    private final LabHost isp;
    private volatile @Nullable ThirdParties thirdParties;

    TruthLab(Path folder) {
        this.folder = folder;
        this.isp = lab.addHost("isp", ISP, Place.INSIDE, Place.OUTSIDE, Place.SECOND_OUTSIDE, ISP_IPV6);
    }

    /** A row for each, in their order; how long the parts took is added to {@code times}. */
    List<Row> rowsOf(List<SetUp> setUps, Map<String, Duration> times) throws Exception {
        // Before all the others: a JVM among two dozen servers that start takes its time.
        try (var program = ProgramInLab.serve(isp, folder, SETTINGS)) {
            Instant began = Instant.now();
            List<Subject> subjects = started(setUps);
            began = took(times, "start of the servers", began);
            LabHost world = lab.addHost("stranger", Stranger.ADDRESS);
            List<Truth> truths = truths(subjects, world);
            began = took(times, "real mail", began);
            program.importCustomers(customers(subjects));
            Future<Nmap> nmap = workers.submit(
                    () -> Nmap.from(world, subjects.stream().map(Subject::address).toList(), Place.COLLECTOR_DOMAIN));
            Map<String, Row.Finding> findings = new HashMap<>();
            program.json("scan", "--tier", "2", "--json").forEach(line ->
                    findings.put(line.get("login").asString(), finding(line)));
            Nmap beside = nmap.get();
            took(times, "our scan, and nmap", began);
            List<Row> rows = new ArrayList<>();
            for (int index = 0; index < subjects.size(); index++) {
                Subject subject = subjects.get(index);
                rows.add(new Row(
                        subject.setUp(),
                        subject.program(),
                        truths.get(index).seen(),
                        truths.get(index).fromInside(),
                        Objects.requireNonNull(findings.get(subject.login()), () -> "no finding for " + subject),
                        beside.verdict(subject.address())));
            }
            return rows;
        }
    }

    /** What got through of a stranger's mail, and of the same from inside where the verdict rests on what is seen there. */
    private record Truth(Stranger.Seen seen, Optional<Stranger.Seen> fromInside) {}

    private List<Truth> truths(List<Subject> subjects, LabHost world) throws Exception {
        Stranger stranger = new Stranger(world, Stranger.ADDRESS, witness());
        Stranger insider = new Stranger(isp, Place.INSIDE, witness());
        return inTurn(subjects.stream().map(subject -> (Callable<Truth>) () -> new Truth(
                stranger.handsOverTo(subject),
                Optional.of(subject)
                        .filter(each -> each.setUp().expected().from().equals("inside"))
                        .map(insider::handsOverTo))));
    }

    private static Instant took(Map<String, Duration> times, String part, Instant began) {
        Instant now = Instant.now();
        times.merge(part, Duration.between(began, now), Duration::plus);
        return now;
    }

    private static Row.Finding finding(JsonNode line) {
        return new Row.Finding(
                line.get("verdict").asString(),
                line.get("vantage").asString(),
                words(line.get("testsAccepted")),
                words(line.get("testsReturned")),
                line.get("reason").asString());
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asString()));
        return words;
    }

    private static String customers(List<Subject> subjects) {
        StringBuilder csv = new StringBuilder("login,product,line,domains,addresses\n");
        subjects.forEach(subject -> csv.append("%s,advanced-business-mail,adsl,%s,%s%n"
                .formatted(subject.login(), subject.domain(), subject.address())));
        return csv.toString();
    }

    /** The simulated ones in one process with the witness, the real ones a few at a time: much of it is waiting. */
    private List<Subject> started(List<SetUp> setUps) throws Exception {
        List<Names> names = new ArrayList<>();
        for (SetUp setUp : setUps) {
            names.add(Names.next(setUp, names.size(), random));
        }
        List<Names> simulated = names.stream().filter(each -> each.setUp().isSimulated()).toList();
        List<String> addresses = new ArrayList<>(List.of(StrangersForms.WITNESS, StrangersForms.WITNESS_IPV6));
        simulated.forEach(each -> addresses.add(each.address()));
        thirdParties = ThirdParties.start(
                lab.addHost("others", addresses.toArray(String[]::new)),
                folder,
                ISP,
                simulated.stream().map(Names::words).toList());
        return inTurn(names.stream().map(each -> switch (each.setUp().kind()) {
            case SetUp.Kind.Real real -> {
                LabHost host = lab.addHost("host" + each.number(), each.address(), each.ipv6());
                yield (Callable<Subject>) () -> started(each, real, host);
            }
            case SetUp.Kind.Simulated _ -> () -> each.subject("simulated", () -> witness().hasWaiting(each.address()));
        }));
    }

    private Subject started(Names names, SetUp.Kind.Real real, LabHost host) {
        MailServer server = real.startedAt(new Place(host, folder, settings(names), nameServers::add));
        return names.subject(server.program(), () -> Subject.isOnItsWay(server.queue()));
    }

    /** A banner that gives nothing away; the ways to collector and witness are told, for there is no DNS in the lab. */
    private ServerSettings settings(Names names) {
        String label = "h" + names.address().replace('.', '-') + ".mx.";
        return ServerSettings.of(names.hostName(), names.domain())
                .withBanner(names.hostName() + " ESMTP " + "%x".formatted(random.nextInt()))
                .withNextHop(Place.COLLECTOR_DOMAIN, ISP, SMTP)
                .withNextHop(Place.SENDER_DOMAIN, ISP, SMTP)
                .withNextHop(Place.FRESH_DOMAIN, ISP, SMTP)
                .withNextHop("bounce." + Place.FRESH_DOMAIN, ISP, SMTP)
                .withNextHop(label + Place.COLLECTOR_DOMAIN, ISP, SMTP)
                .withNextHop(StrangersForms.WITNESS_DOMAIN, StrangersForms.WITNESS, SMTP)
                .withNextHop(label + StrangersForms.WITNESS_DOMAIN, StrangersForms.WITNESS, SMTP);
    }

    private ThirdParties witness() {
        return Objects.requireNonNull(thirdParties, "not started yet");
    }

    private <T> List<T> inTurn(Stream<Callable<T>> work) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> done : workers.invokeAll(work.toList())) {
            results.add(done.get());
        }
        return results;
    }

    @Override
    public void close() {
        workers.shutdownNow();
        for (DnsmasqServer server : nameServers) {
            server.close();
        }
        lab.close();
    }
}
