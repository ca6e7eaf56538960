// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.livecheck;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.terminal.HostText;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.dns.Answer;
import org.relaywarden.bsmtp.dns.DnsSettings;
import org.relaywarden.bsmtp.dns.NameServers;
import org.relaywarden.bsmtp.dns.NameServers.Family;
import org.relaywarden.bsmtp.store.StoreException;
import org.relaywarden.scanner.battery.OurNames;
import org.relaywarden.scanner.targets.Target;
import org.relaywarden.scanner.targets.Targets;

/** Looks at all that the settings take for granted, one thing after the other. Changes nothing. For one thread. */
public final class LiveCheck {

    /** Each costs up to a dozen questions while somebody waits. */
    private static final int HOSTS_MAX = 5;

    /** Somebody who is not us, where no customer is known: RFC 5737. */
    private static final InetAddress STRANGER = InetAddress.ofLiteral("203.0.113.1");

    private final Settings settings;
    private final Optional<Customers> customers;
    private final Consumer<String> progress;
    private final List<Checked> all = new ArrayList<>();

    /**
     * A check.
     *
     * @param customers of the program that runs; empty where none runs
     * @param progress is told what is looked at, before it is
     */
    public LiveCheck(Settings settings, Optional<Customers> customers, Consumer<String> progress) {
        this.settings = settings;
        this.customers = customers;
        this.progress = progress;
    }

    /** Looks. Takes a few seconds where all is well; where nothing answers, each item's patience, minutes at most. */
    public List<Checked> look() {
        Machine machine = new Machine(settings);
        Machine.sources(settings).entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(
                named -> named.getValue().forEach(address -> add(machine.source(named.getKey(), address))));
        progress.accept("Asking the database ...");
        List<InetAddress> hosts = List.of();
        try {
            add(machine.database(customers.map(books -> books.all().size())));
            hosts = hosts();
        } catch (StoreException away) {
            add(machine.databaseAway(String.valueOf(away.getMessage())));
        }
        List<InetSocketAddress> alive = new ArrayList<>();
        if (answers(alive)) {
            askDns(NameServers.of(new DnsSettings(alive, within())), hosts);
        }
        List<InetAddress> literals = settings.scan().collectorAddresses();
        if (literals.isEmpty()) {
            add(Checked.unused("R19", "scan.collector-addresses is not set: test R19 is left out"));
        }
        literals.forEach(address -> {
            progress.accept("Dialling " + HostText.hostAndPort(address, 25) + " ...");
            add(machine.collectorAddress(address, customers.isPresent()));
        });
        progress.accept("Looking at the outgoing relay and the router ...");
        add(machine.outgoingRelay());
        add(machine.logins());
        add(machine.router());
        return List.copyOf(all);
    }

    private void add(Checked checked) {
        all.add(checked);
    }

    private List<InetAddress> hosts() {
        return customers.map(Targets::among).map(Targets::all).orElse(List.of()).stream()
                .map(Target::address)
                .distinct()
                .limit(HOSTS_MAX)
                .toList();
    }

    /**
     * Each server by itself. One that answers is enough to go on: the others would cost every question their time.
     *
     * @param alive those that answer; stays empty where the servers are those of the system
     */
    private boolean answers(List<InetSocketAddress> alive) {
        boolean any = false;
        List<InetSocketAddress> named = settings.dns().servers();
        List<List<InetSocketAddress>> asked = named.isEmpty() ? List.of(List.of()) : named.stream().map(List::of).toList();
        for (List<InetSocketAddress> one : asked) {
            String words = one.isEmpty()
                    ? "of the system"
                    : HostText.hostAndPort(one.getFirst().getAddress(), one.getFirst().getPort());
            progress.accept("Asking the name server " + words + " ...");
            NameServers server = NameServers.of(new DnsSettings(one, within()));
            String expected = "the name server " + words + " answers";
            switch (server.addresses(settings.provider().hostName(), Family.IPV4, within())) {
                case Answer.NoAnswer<InetAddress>(String why) -> add(Checked.wrong(
                        "name server", expected, why,
                        "Start it, or mend dns.servers: the rest of DNS can't be looked at without one."));
                case Answer.Found<InetAddress> _, Answer.NothingOfIt<InetAddress> _, Answer.NoSuchName<InetAddress> _ -> {
                    any = true;
                    alive.addAll(one);
                    add(Checked.ok("name server", expected, "it does"));
                }
            }
        }
        return any;
    }

    private void askDns(NameServers servers, List<InetAddress> hosts) {
        Settings.Scan scan = settings.scan();
        Directory directory = new Directory(servers, within());
        Exchangers exchangers = new Exchangers(directory, settings.dns());
        Tester tester = new Tester(directory);
        progress.accept("Asking DNS about the names of the settings ...");
        add(exchangers.hostName(settings.provider().hostName()));
        add(exchangers.pointsHere("collector's MX", scan.collectorDomain()));
        add(exchangers.pointsHere("probes' MX", scan.senderDomain()));
        List<InetAddress> others = hosts.isEmpty() ? List.of(STRANGER) : hosts;
        add(tester.senderPolicy("probes' SPF", scan.senderDomain(), others));
        scan.freshCollectorDomain().ifPresentOrElse(
                fresh -> {
                    add(exchangers.pointsHere("fresh collector's MX", fresh));
                    add(exchangers.pointsHere("fresh senders' MX", OurNames.sendersOf(fresh)));
                    add(tester.senderPolicy("fresh senders' SPF", OurNames.sendersOf(fresh), others));
                },
                () -> add(Checked.unused("S1b", "scan.fresh-collector-domain is not set: test S1b is left out")));
        testers().forEach(source -> add(tester.name(source, scan.heloName())));
        scan.mxDomain().ifPresentOrElse(
                domain -> askBackups(exchangers, domain, hosts),
                () -> add(Checked.unused("R20", "scan.mx-domain is not set: test R20 is left out")));
    }

    private void askBackups(Exchangers exchangers, String domain, List<InetAddress> hosts) {
        if (hosts.isEmpty()) {
            add(Checked.unused("R20", customers.isPresent()
                    ? "no host to be tested is known"
                    : "the program does not run, so no host of its books is known"));
        }
        hosts.forEach(host -> {
            progress.accept("Asking DNS about R20 for " + AddressText.of(host) + " ...");
            add(exchangers.backup(host, domain));
        });
    }

    private Set<InetAddress> testers() {
        Set<InetAddress> testers = new LinkedHashSet<>(settings.scan().outsideAddresses());
        settings.scan().insideAddress().ifPresent(testers::add);
        return testers;
    }

    private Duration within() {
        return settings.dns().answerWithin();
    }
}
