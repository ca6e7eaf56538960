// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.testbed.servers;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.relaywarden.testbed.netlab.LabHost;
import org.relaywarden.testbed.netlab.Netlab;

/**
 * Where one kind of server shows what it is: a client that speaks to it, two hosts for it to run on, and a provider whose
 * collector tells what was passed on (S1).
 *
 * @param <S> the kind of server
 * @param <M> whom it relays for
 */
final class RelayLab<S extends MailServer, M> implements AutoCloseable {

    final LabHost client;
    final LabHost customer;
    final LabHost other;
    final MailServer collector;
    private final Netlab lab;
    private final BiFunction<LabHost, M, S> starts;
    private S running;
    private M runningMode;

    private RelayLab(Netlab lab, BiFunction<LabHost, M, S> starts, Function<LabHost, MailServer> collector) {
        this.lab = lab;
        this.starts = starts;
        client = lab.addHost("client", "203.0.113.5", "2001:db8:5::5");
        customer = lab.addHost("customer", "198.51.100.7");
        other = lab.addHost("other", "198.51.100.17", "2001:db8:17::17");
        this.collector = collector.apply(lab.addHost("provider", "192.0.2.25"));
    }

    /** For tests that are skipped where no real servers are. The collector takes mail for {@code probe.isp.example}. */
    static <S extends MailServer, M> RelayLab<S, M> open(
            BiFunction<LabHost, M, S> starts, Function<LabHost, MailServer> collector) {
        Requirements.needsRealServers();
        Netlab lab = Netlab.open();
        try {
            return new RelayLab<>(lab, starts, collector);
        } catch (RuntimeException failed) {
            lab.close();
            throw failed;
        }
    }

    /** A server of this kind on {@link #customer}: the rows of one kind share one. */
    S running(M mode) {
        if (!mode.equals(runningMode)) {
            if (running != null) {
                running.close();
            }
            running = starts.apply(customer, mode);
            runningMode = mode;
        }
        return running;
    }

    /** Speaks to what runs on {@link #customer}. */
    Swaks swaks() {
        return new Swaks(client, customer.address());
    }

    @Override
    public void close() {
        lab.close();
    }
}
