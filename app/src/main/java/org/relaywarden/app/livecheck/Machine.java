// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.livecheck;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.terminal.HostText;
import org.relaywarden.app.wiring.LiveParts;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.look.HostLook;
import org.relaywarden.bsmtp.look.LookSettings;
import org.relaywarden.bsmtp.look.Seen;
import org.relaywarden.enforcement.block.DryRunDriver.Remains;

/** What the program leans on besides DNS: its own addresses, the database, the relay for its bounces, the router. */
final class Machine {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String DATABASE = "database";
    private static final int SMTP_PORT = 25;

    private final Settings settings;
    private final HostLook look;

    Machine(Settings settings) {
        this.settings = settings;
        this.look = new HostLook(new LookSettings(settings.provider().hostName(), PATIENCE, PATIENCE, false));
    }

    /** An address to call from must be this machine's. */
    Checked source(String key, InetAddress address) {
        String item = "address " + AddressText.of(address);
        String expected = AddressText.of(address) + " (" + key + ") is an address of this machine";
        try (var _ = new ServerSocket(0, 1, address)) {
            return Checked.ok(item, expected, "it is");
        } catch (IOException notOurs) {
            return Checked.wrong(
                    item, expected, "it can't be called from: " + notOurs.getMessage(),
                    "Give the machine the address, or mend " + key + ".");
        }
    }

    /** The program that runs has lost it. */
    Checked databaseAway(String why) {
        return Checked.wrong(DATABASE, "it answers the program that runs", why, "See docs/mariadb.md.");
    }

    /** @param running where the program runs and its database answers, how many customers it holds */
    Checked database(Optional<Integer> running) {
        String item = DATABASE;
        if (running.isPresent()) {
            return Checked.ok(item, "it answers", "it answers the program that runs; customers: " + running.get());
        }
        if (settings.store().url().isPresent()) {
            String expected = settings.store().url().get() + " answers";
            return LiveParts.of(settings).databaseTrouble()
                    .map(trouble -> Checked.wrong(item, expected, trouble, "See docs/mariadb.md."))
                    .orElseGet(() -> Checked.ok(item, expected, "it does"));
        }
        Path file = LiveParts.of(settings).embeddedDatabase();
        return Files.exists(file)
                ? Checked.ok(item, "it is there", file + " is there; serve alone opens it")
                : Checked.unused(item, "none yet: the first start makes it in " + settings.data().folder());
    }

    /** R19: what a host relays to this literal must be heard here. */
    Checked collectorAddress(InetAddress address, boolean running) {
        String item = "R19 " + AddressText.of(address);
        String expected = "intake answers at " + HostText.hostAndPort(address, SMTP_PORT);
        return answers(item, expected, new InetSocketAddress(address, SMTP_PORT),
                running
                        ? "Let intake.listen take that address, or forward the port to it, or mend"
                                + " scan.collector-addresses."
                        : "Start serve and check again.");
    }

    /** Where the program's bounces go. */
    Checked outgoingRelay() {
        String item = "outgoing relay";
        return settings.delivery().outgoingRelay()
                .map(relay -> answers(
                        item, HostText.hostAndPort(relay.getAddress(), relay.getPort()) + " answers 220", relay,
                        "Let it take mail from this machine, or mend outgoing.relay: bounces wait meanwhile."))
                .orElseGet(() -> Checked.unused(item, "outgoing.relay is not set: bounces "
                        + (settings.smarthost().isOn() ? "go by MX records, as customers' mail does" : "wait")));
    }

    /** Whether customers can log in at the smarthost (B17): Dovecot knows their passwords. */
    Checked logins() {
        String item = "smarthost logins";
        Optional<Path> socket = settings.smarthost().authSocket();
        if (!settings.smarthost().isOn() || socket.isEmpty()) {
            return Checked.unused(item, settings.smarthost().isOn()
                    ? "smarthost.auth-socket is not set: nobody can log in"
                    : "smarthost.listen is not set");
        }
        String expected = "Dovecot's auth service answers at " + socket.get();
        String trouble = LiveParts.of(settings).loginTrouble();
        return trouble.isEmpty()
                ? Checked.ok(item, expected, "it does")
                : Checked.wrong(item, expected, trouble, "See docs/smarthost.md: customers off our network can't send.");
    }

    private Checked answers(String item, String expected, InetSocketAddress host, String remedy) {
        return switch (look.look(host, Optional.empty())) {
            case Seen.Answers(String banner, Seen.Encryption _) -> Checked.ok(item, expected, "it says " + banner);
            case Seen.NobodyListens() -> Checked.wrong(item, expected, "nobody listens there", remedy);
            case Seen.Silent(Duration waited) ->
                    Checked.wrong(item, expected, "nothing came back within " + waited.toSeconds() + " s", remedy);
            case Seen.NoWay(String words) -> Checked.wrong(item, expected, words, remedy);
            case Seen.Slow(String instead, Duration waited) ->
                    Checked.wrong(item, expected, "no " + instead + " within " + waited.toSeconds() + " s", remedy);
            case Seen.HungUp(String instead) -> Checked.wrong(item, expected, "it hung up before " + instead, remedy);
            case Seen.NoMailServer(String said) ->
                    Checked.wrong(item, expected, "no mail server; it said " + said, remedy);
            case Seen.TurnedAway(String step, var reply) ->
                    Checked.wrong(item, expected, "it turns us away at " + step + ": " + reply, remedy);
        };
    }

    /** The driver's own look: it lists, and changes nothing. */
    Checked router() {
        String item = "router";
        if (!settings.enforcement().driver().equals("nftables")) {
            return Checked.unused(item, "enforcement.driver is " + settings.enforcement().driver());
        }
        String expected = String.join(" ", settings.enforcement().nftables().command()) + " lists the router's tables";
        return switch (LiveParts.of(settings).router()) {
            case Remains.Look.Held(int elements, String _) ->
                    Checked.ok(item, expected, "it does; blocked there: " + elements);
            case Remains.Look.Hidden(String why) -> Checked.wrong(item, expected, why, "See docs/nftables.md.");
        };
    }

    /** The settings that name addresses which must be this machine's. */
    static Map<String, List<InetAddress>> sources(Settings settings) {
        return Map.of(
                "scan.outside-addresses", settings.scan().outsideAddresses(),
                "scan.inside-address", settings.scan().insideAddress().stream().toList(),
                "delivery.source-addresses", settings.delivery().sourceAddresses());
    }
}
