// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.relaywarden.app.settings.AnnouncedRange;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.terminal.HostText;
import org.relaywarden.app.wiring.Program;
import org.relaywarden.bsmtp.client.SourceAddresses.Choice;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.customers.Customer;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.delivery.QueueState;
import org.relaywarden.bsmtp.dns.DnsSettings;
import org.relaywarden.bsmtp.dns.Exchange;
import org.relaywarden.bsmtp.dns.MailExchangers;
import org.relaywarden.bsmtp.look.HostLook;
import org.relaywarden.bsmtp.look.LookSettings;
import org.relaywarden.bsmtp.signon.SignOns;

/** Gathers what is known of one customer's mail, and looks at DNS and the host's port. For one thread. */
final class Gathering {

    /** Each costs questions to name servers while somebody waits. */
    private static final int DOMAINS_MAX = 20;

    private final Program program;
    private final Settings settings;
    private final Customer customer;
    private final LookSettings patience;
    private final Consumer<String> progress;

    Gathering(Program program, Customer customer, LookSettings patience, Consumer<String> progress) {
        this.program = program;
        this.settings = program.settings();
        this.customer = customer;
        this.patience = patience;
        this.progress = progress;
    }

    /** @throws IOException when the mailbox can't be read */
    Facts facts() throws IOException {
        SignOns signOns = program.signOns();
        String login = customer.login();
        return new Facts(
                program.clock().instant(),
                customer,
                exchanges(),
                new Facts.OurServers(
                        settings.dns().mxNames(),
                        settings.dns().publicAddresses(),
                        source(),
                        settings.network().deliveryRanges().stream().map(Gathering::text).toList()),
                program.quotas().of(login),
                waiting(),
                look(),
                program.desk().blocks().standing().stream()
                        .filter(block -> block.login().equals(login))
                        .toList(),
                new Facts.SignOnsKnown(signOns.last(login), signOns.open(login), signOns.doubleSignOn(login)),
                sending());
    }

    private SortedMap<String, Exchange> exchanges() {
        SortedMap<String, Exchange> exchanges = new TreeMap<>();
        MailExchangers asked = MailExchangers.by(
                new DnsSettings(settings.dns().servers(), settings.dns().answerWithin()));
        customer.domains().stream().limit(DOMAINS_MAX).forEach(domain -> {
            progress.accept("Asking DNS for " + domain + " ...");
            exchanges.put(domain, asked.of(domain));
        });
        return exchanges;
    }

    private Facts.Sending sending() {
        boolean on = settings.smarthost().isOn();
        boolean logins = settings.smarthost().authSocket().isPresent();
        return new Facts.Sending(on, logins, on && logins ? program.smarthost().outage() : "");
    }

    private Facts.Waiting waiting() throws IOException {
        QueueState queue = program.deliveries().queue(customer.login());
        return new Facts.Waiting(
                queue.messages(),
                queue.bytes(),
                queue.oldest(),
                queue.lastTry(),
                queue.lastResult(),
                queue.lastEnd().gotToMessages(),
                queue.nextTry(),
                queue.why(),
                queue.hold().map(hold -> new Facts.Hold(hold.by(), hold.since(), hold.reason())),
                queue.atFaultSince());
    }

    private static String text(AnnouncedRange range) {
        return AddressText.of(range.network().base()) + "/" + range.network().prefixLength()
                + range.from().map(day -> " from " + day).orElse("");
    }

    private Optional<InetSocketAddress> host() {
        return customer.addresses().stream()
                .filter(FixedAddress::pushTarget)
                .map(target -> new InetSocketAddress(target.address(), target.port()))
                .findFirst();
    }

    /** The one that this host sees; without a host the first of the settings. */
    private Optional<InetAddress> source() {
        return host().map(program.deliverySources()::to)
                .map(choice -> choice instanceof Choice.From(InetAddress source) ? Optional.of(source)
                        : Optional.<InetAddress>empty())
                .orElseGet(() -> settings.delivery().sourceAddresses().stream().findFirst());
    }

    private Facts.Look look() {
        return host().map(this::look).orElseGet(Facts.Look.Nowhere::new);
    }

    private Facts.Look look(InetSocketAddress host) {
        return switch (program.deliverySources().to(host)) {
            case Choice.From(InetAddress source) -> taken(host, Optional.of(source));
            case Choice.Any() -> taken(host, Optional.empty());
            case Choice.None(String why) -> new Facts.Look.NotAllowed(why);
        };
    }

    private Facts.Look taken(InetSocketAddress host, Optional<InetAddress> source) {
        progress.accept("Looking at " + HostText.hostAndPort(host.getAddress(), host.getPort()) + " ...");
        return new Facts.Look.Taken(new HostLook(patience).look(host, source));
    }
}
