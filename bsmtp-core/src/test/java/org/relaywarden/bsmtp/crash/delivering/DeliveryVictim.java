// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.crash.delivering;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogManager;
import org.relaywarden.bsmtp.bounce.BounceParts;
import org.relaywarden.bsmtp.bounce.BounceSettings;
import org.relaywarden.bsmtp.bounce.Bounces;
import org.relaywarden.bsmtp.client.ClientSettings;
import org.relaywarden.bsmtp.client.ClientTimeouts;
import org.relaywarden.bsmtp.client.SourceAddresses;
import org.relaywarden.bsmtp.clock.Tasks;
import org.relaywarden.bsmtp.crash.Town;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.customers.stored.StoredCustomers;
import org.relaywarden.bsmtp.delivery.Deliveries;
import org.relaywarden.bsmtp.intake.Intake;
import org.relaywarden.bsmtp.intake.IntakeParts;
import org.relaywarden.bsmtp.intake.IntakeSettings;
import org.relaywarden.bsmtp.intake.SessionLimits;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.refused.RefusedRecipients;
import org.relaywarden.bsmtp.run.DeliveryParts;
import org.relaywarden.bsmtp.run.DeliverySettings;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.spool.Spool;
import org.relaywarden.bsmtp.spool.SpoolOnDoor;
import org.relaywarden.bsmtp.store.Store;
import org.relaywarden.bsmtp.store.StoreModule;
import org.relaywarden.bsmtp.store.StoreSettings;

/** The process that is killed: it takes mail, and hands it to the customers' host. */
final class DeliveryVictim {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private DeliveryVictim() {}

    /**
     * Waits for a line {@code POINT PASSING HOURS HOST-PORT FOLDER}, says {@code PORT} then, and lives till it is
     * killed. Each further line is an order to empty the queues: it says how many messages are left.
     */
    public static void main(String[] none) throws Exception {
        LogManager.getLogManager().reset();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String[] order = in.readLine().split(" ", 5);
        SelfKiller killer = new SelfKiller(DeliveryPoint.valueOf(order[0]), Integer.parseInt(order[1]));
        Duration later = Duration.ofHours(Long.parseLong(order[2]));
        InetSocketAddress host =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(order[3]));
        Path folder = Path.of(order[4]);
        InstantSource clock = () -> Instant.now().plus(later);
        Customers customers = DeliveryTown.customers(host);
        Journal journal = killer.journal();
        Spool spool = SpoolOnDoor.open(folder.resolve("mail"), killer.door(), journal);
        Deliveries deliveries = deliveries(folder, customers, spool, journal, clock);
        IntakeSettings settings = IntakeSettings.defaults("mail.isp.example")
                .withLimits(SessionLimits.defaults().withWaits(PATIENCE, PATIENCE, Duration.ZERO));
        Intake intake = Intake.start(settings,
                new IntakeParts(Town.policy(folder.resolve("mail"), customers, journal), spool, journal, clock));
        System.out.println(intake.addresses().getFirst().getPort());
        while (in.readLine() != null) {
            int left = 0;
            for (String login : DeliveryTown.logins()) {
                left += deliveries.flush(login, told -> { }).waiting();
            }
            System.out.println(left);
        }
        System.exit(1); // the parent is gone
    }

    private static Deliveries deliveries(
            Path folder, Customers customers, Spool spool, Journal journal, InstantSource clock) throws Exception {
        List<Class<?>> entities = new ArrayList<>(StoredCustomers.entities());
        entities.addAll(Deliveries.entities());
        Store store = Store.open(
                StoreSettings.embedded(folder.resolve("db")), List.of(new StoreModule("bsmtp", entities)));
        Bounces bounces = Bounces.open(new BounceParts(spool, journal, clock), new BounceSettings("mail.isp.example",
                "Example", new MailAddress("postmaster", "isp.example"), Integer.MAX_VALUE, Integer.MAX_VALUE,
                Duration.ofHours(1)));
        Deliveries deliveries = Deliveries.of(
                new DeliveryParts(spool, customers, store, bounces, new RefusedRecipients(store, clock),
                        envelope -> false, journal, clock),
                new DeliverySettings(folder.resolve("delivery"), Duration.ofMinutes(20), DeliveryTown.CUSTOMERS,
                        new ClientSettings("mail.isp.example", SourceAddresses.any(), ClientTimeouts.standard())));
        deliveries.start(Tasks.on(store, journal));
        return deliveries;
    }
}
