// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.bsmtp.auth.Authentication;
import org.relaywarden.bsmtp.auth.DovecotSettings;
import org.relaywarden.bsmtp.bounce.Bounces;
import org.relaywarden.bsmtp.client.AnnouncedSources;
import org.relaywarden.bsmtp.client.ClientSettings;
import org.relaywarden.bsmtp.client.ClientTimeouts;
import org.relaywarden.bsmtp.client.SmtpClient;
import org.relaywarden.bsmtp.clock.NamedTask;
import org.relaywarden.bsmtp.clock.Schedule;
import org.relaywarden.bsmtp.clock.Tasks;
import org.relaywarden.bsmtp.customers.Customers;
import org.relaywarden.bsmtp.dns.MailExchangers;
import org.relaywarden.bsmtp.intake.Intake;
import org.relaywarden.bsmtp.intake.IntakeParts;
import org.relaywarden.bsmtp.mail.SystemMailbox;
import org.relaywarden.bsmtp.onward.Onward;
import org.relaywarden.bsmtp.onward.OnwardParts;
import org.relaywarden.bsmtp.onward.OnwardSettings;
import org.relaywarden.bsmtp.onward.WaitingOnward;
import org.relaywarden.bsmtp.recipients.OurDomains;
import org.relaywarden.bsmtp.routing.OwnAddresses;
import org.relaywarden.bsmtp.routing.Routes;
import org.relaywarden.bsmtp.smarthost.SenderRefusals;
import org.relaywarden.bsmtp.smarthost.SmarthostParts;
import org.relaywarden.bsmtp.smarthost.SmarthostPolicy;
import org.relaywarden.bsmtp.smarthost.SmarthostSettings;
import org.relaywarden.bsmtp.spool.Spool;

/** The smarthost (B17), where the settings want one: its doors, and its way into the world. Thread-safe. */
public final class Smarthost {

    /** Tries again what is due, by its name in the clock. */
    static final String TASK = "smarthost";

    private static final Duration LOOKS_EVERY = Duration.ofMinutes(1);

    private final Settings settings;
    private final Translation translation;
    private final Customers customers;
    private final Bounces bounces;
    private final Spool spool;
    private volatile Optional<Onward> serving = Optional.empty();
    private volatile Optional<Authentication> authentication = Optional.empty();
    private volatile List<InetSocketAddress> addresses = List.of();

    Smarthost(Settings settings, Translation translation, Customers customers, Bounces bounces, Spool spool) {
        this.settings = settings;
        this.translation = translation;
        this.customers = customers;
        this.bounces = bounces;
        this.spool = spool;
    }

    /**
     * Takes up what waits, then lets customers in. Nothing where the settings want none. Once.
     *
     * @param world with what the door for the world works; its policy decides about mail for our own domains
     */
    void start(Started started, Tasks tasks, IntakeParts world) throws IOException {
        if (!settings.smarthost().isOn()) {
            return;
        }
        OurDomains ours = ours();
        Onward onward = started.with("smarthost deliveries", onward(world, ours));
        onward.start();
        serving = Optional.of(onward);
        tasks.register(new NamedTask(TASK, new Schedule.Every(LOOKS_EVERY), onward::look));
        authentication = settings.smarthost().authSocket().map(
                socket -> Authentication.by(DovecotSettings.at(socket), world.journal(), world.clock()));
        Intake intake = started.with("smarthost", Intake.start(
                translation.intake().named(
                        "smarthost", settings.smarthost().listen(), settings.smarthost().listenTls()),
                new IntakeParts(
                        policy(world, ours),
                        translation.screening(world.journal()),
                        world.spool(),
                        world.certificate(),
                        authentication,
                        world.journal(),
                        world.clock())));
        addresses = intake.addresses();
    }

    private OurDomains ours() {
        return new OurDomains(customers, translation.systemAddresses());
    }

    private SmarthostPolicy policy(IntakeParts world, OurDomains ours) {
        return new SmarthostPolicy(
                new SmarthostParts(customers, ours, world.policy(), SenderRefusals.byBooks(customers), world.journal(),
                        world.clock()),
                new SmarthostSettings(
                        settings.provider().domain(),
                        peer -> settings.smarthost().networks().stream().anyMatch(range -> range.contains(peer)),
                        settings.smarthost().recipientsPerHourMax()));
    }

    private Onward onward(IntakeParts world, OurDomains ours) {
        var sources = settings.smarthost().sourceAddresses().stream()
                .map(address -> new AnnouncedSources.Source(address, Optional.empty()))
                .toList();
        var client = new SmtpClient(new ClientSettings(
                settings.provider().hostName(), new AnnouncedSources(sources, world.clock()),
                ClientTimeouts.standard()));
        return Onward.open(
                new OnwardParts(
                        world.spool(),
                        Routes.byExchangers(MailExchangers.by(translation.dns()),
                                new OwnAddresses(settings.dns().publicAddresses())),
                        client,
                        bounces,
                        ours,
                        world.policy(),
                        world.journal(),
                        world.clock()),
                onwardSettings());
    }

    private OnwardSettings onwardSettings() {
        Optional<InetSocketAddress> relay = settings.delivery().outgoingRelay();
        List<SystemMailbox> mailboxes = new ArrayList<>(List.of(SystemMailbox.SMARTHOST));
        if (relay.isEmpty()) { // else our own mail has its own way there
            mailboxes.add(SystemMailbox.OUTGOING);
        }
        return OnwardSettings.defaults(mailboxes, settings.data().folder().resolve("onward"))
                .withRelay(relay, settings.network().smarthostAddresses().stream().findFirst())
                .withConnections(
                        settings.smarthost().connectionsMax(), settings.smarthost().connectionsPerDomainMax());
    }

    /**
     * What waits to go out, the oldest first. While nobody serves, of waits and replies nothing is known.
     *
     * @throws IOException when it can't be read
     */
    public List<WaitingOnward> waiting() throws IOException {
        Optional<Onward> onward = serving;
        return onward.isPresent() ? onward.get().waiting() : Onward.lying(spool, ours(), onwardSettings());
    }

    /** What takes it out; empty while nobody serves. */
    public Optional<Onward> serving() {
        return serving;
    }

    /** Why nobody can log in just now; empty where that works, or is not meant to. Asks, for ten seconds at most. */
    public String outage() {
        return authentication.map(Authentication::outage).orElse("");
    }

    /** Where customers hand mail in, with the ports that were really bound; empty where nobody can. */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }
}
