// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.dovecot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.relaywarden.bsmtp.client.ClientSettings;
import org.relaywarden.bsmtp.client.ClientTimeouts;
import org.relaywarden.bsmtp.client.SourceAddresses;
import org.relaywarden.bsmtp.clock.Tasks;
import org.relaywarden.bsmtp.customers.FixedAddress;
import org.relaywarden.bsmtp.customers.SubscriptionState;
import org.relaywarden.bsmtp.customers.stored.StoredCustomers;
import org.relaywarden.bsmtp.delivery.Deliveries;
import org.relaywarden.bsmtp.doubles.PlainParts;
import org.relaywarden.bsmtp.run.DeliverySettings;
import org.relaywarden.bsmtp.run.RunReport;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.testbed.simulated.SimulatedMailServer;
import org.relaywarden.testbed.simulated.behaviour.Behaviour;
import org.relaywarden.testbed.simulated.behaviour.Handling;
import org.relaywarden.testbed.simulated.behaviour.MailAddress;
import org.relaywarden.testbed.simulated.behaviour.Reply;
import org.relaywarden.testbed.simulated.behaviour.Transaction;

/** The real deliveries, beside Dovecot, to one customer's host that takes everything. New mail starts a run. */
final class Push implements AutoCloseable {

    final SimulatedMailServer host;
    private final String login;
    private final Store store;
    private final Tasks tasks;
    private final Deliveries deliveries;

    Push(SharedMailbox shared, String login) throws IOException {
        this(shared, login, () -> {});
    }

    /** @param atDot what the host does before it answers the end of a message */
    Push(SharedMailbox shared, String login, Runnable atDot) throws IOException {
        this.login = login;
        Path folder = shared.folder.resolve(login);
        host = SimulatedMailServer.named("host.example").behaving(new TakesAll(atDot)).start();
        shared.customers.withHost(login, login + ".example", SubscriptionState.ACTIVE,
                new FixedAddress(host.address().getAddress(), host.address().getPort(), true));
        List<Class<?>> entities = new ArrayList<>(StoredCustomers.entities());
        entities.addAll(Deliveries.entities());
        store = Store.open(
                StoreSettings.embedded(folder.resolve("db")), List.of(new StoreModule("bsmtp", entities)));
        tasks = Tasks.on(store, shared.journal);
        deliveries = Deliveries.of(
                PlainParts.delivery(
                        shared.spool, shared.customers, store, shared.journal, InstantSource.system()),
                new DeliverySettings(folder.resolve("delivery"), Duration.ofMinutes(20), 10,
                        new ClientSettings("mail.isp.example", SourceAddresses.any(), ClientTimeouts.standard())));
        deliveries.start(tasks);
    }

    RunReport flush() throws InterruptedException {
        return deliveries.flush(login, told -> {});
    }

    /** What the host got, as it was sent to us. */
    List<String> received() {
        return host.received().stream().map(mail -> mail.content()).toList();
    }

    @Override
    public void close() {
        tasks.close();
        deliveries.close();
        store.close();
        host.close();
    }

    private record TakesAll(Runnable atDot) implements Behaviour {
        @Override
        public String name() {
            return "TAKES_ALL";
        }

        @Override
        public Handling recipient(Transaction mail, MailAddress recipient) {
            return new Handling.Keep();
        }

        @Override
        public Reply afterData(Transaction mail, List<MailAddress> recipients) {
            atDot.run();
            return Behaviour.super.afterData(mail, recipients);
        }
    }
}
