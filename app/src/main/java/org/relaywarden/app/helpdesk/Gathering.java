// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.helpdesk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.relaywarden.app.settings.Network;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.terminal.HostText;
import org.relaywarden.app.wiring.Program;
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
                new Facts.SignOnsKnown(signOns.last(login), signOns.open(login), signOns.doubleSignOn(login)));
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

    private Facts.Waiting waiting() throws IOException {
        return program.deliveries().queues().stream()
                .filter(queue -> queue.login().equals(customer.login()))
                .findFirst()
                .map(Gathering::waiting)
                .orElse(Facts.Waiting.NOTHING);
    }

    private static Facts.Waiting waiting(QueueState queue) {
        return new Facts.Waiting(
                queue.messages(),
                queue.bytes(),
                queue.oldest(),
                queue.lastTry(),
                queue.lastResult(),
                queue.nextTry(),
                queue.why(),
                Optional.empty(),
                Optional.empty());
    }

    private static String text(Network range) {
        return AddressText.of(range.base()) + "/" + range.prefixLength();
    }

    private Optional<InetAddress> source() {
        return settings.delivery().sourceAddress();
    }

    private Facts.Look look() {
        Optional<FixedAddress> target =
                customer.addresses().stream().filter(FixedAddress::pushTarget).findFirst();
        if (target.isEmpty()) {
            return new Facts.Look.Nowhere();
        }
        InetSocketAddress host = new InetSocketAddress(target.get().address(), target.get().port());
        Optional<InetAddress> source = source();
        if (source.isPresent() && source.get().getClass() != host.getAddress().getClass()) {
            return new Facts.Look.NotAllowed("mail is delivered from " + source.get().getHostAddress()
                    + ", of another family than the host's address");
        }
        progress.accept("Looking at " + HostText.hostAndPort(host.getAddress(), host.getPort()) + " ...");
        return new Facts.Look.Taken(new HostLook(patience).look(host, source));
    }
}
