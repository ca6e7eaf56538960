// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.relaywarden.app.yaml.Amounts;
import org.relaywarden.app.yaml.Catalogue;
import org.relaywarden.app.yaml.Key;
import org.relaywarden.app.yaml.Kind;
import org.relaywarden.app.yaml.Literals;
import org.relaywarden.app.yaml.Network;
import org.relaywarden.app.yaml.Words;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** The part of the catalogue about the relay tests, what follows from them, and the night's page. */
final class RelayKeys {

    private static final Catalogue KEYS = new Catalogue();

    static final Key<LocalTime> SCAN_AT = KEYS.fixed(
            "scan.at", Amounts.TIME_OF_DAY, "03:30", "When the nightly scan of all customer hosts begins.");
    static final Key<ZoneId> SCAN_ZONE = KEYS.fixed(
            "scan.zone", Amounts.ZONE, "UTC", "The zone whose wall clock scan.at is read on.");
    static final Key<String> COLLECTOR_DOMAIN = KEYS.derived(
            "scan.collector-domain", Words.DOMAIN_NAME, "probe. before provider.domain", "probe.isp.example",
            values -> "probe." + values.get(ProviderKeys.PROVIDER_DOMAIN),
            "Probes are addressed to this domain; its MX must point at intake.listen. A probe that arrives there proves"
                    + " the relay. It must be nobody's mail domain, and better not one below provider.domain: a host that"
                    + " passes on mail for your domain and all below it, and no other, would be proved an open relay.");
    static final Key<String> SENDER_DOMAIN = KEYS.derived(
            "scan.sender-domain", Words.DOMAIN_NAME, "bounce. before scan.collector-domain", "bounce.probe.isp.example",
            values -> "bounce." + values.get(COLLECTOR_DOMAIN),
            "The senders of probes are in this domain; bounces of probes come back to it, so its MX too points here. Better"
                    + " not one below provider.domain: a host that trusts your domain and all below it would be found by"
                    + " S1, and told so, where S14 names the cause.");
    static final Key<Optional<String>> FRESH_COLLECTOR_DOMAIN = KEYS.derived(
            "scan.fresh-collector-domain", Words.DOMAIN_NAME.orNone(), "none; test S1b is left out", "quiet-meadow.example",
            values -> Optional.empty(),
            "Another domain of yours for probes, with bounce. before it for their senders, and an MX each that points at"
                    + " intake.listen. Its name must not tell whose it is: hosts that refuse or drop what goes to"
                    + " scan.collector-domain, and relay all else, are found by it.");
    static final Key<String> HELO_NAME = KEYS.derived(
            "scan.helo-name", Words.DOMAIN_NAME, "provider.host-name", "relaytest-1.isp.example",
            values -> values.get(ProviderKeys.PROVIDER_HOST_NAME),
            "What the tester calls itself. It should be the name that its address has in DNS, or hosts refuse the"
                    + " tester.");
    static final Key<MailAddress> CONTACT = KEYS.derived(
            "scan.contact", Words.MAIL_ADDRESS, "provider.abuse-local-part at provider.domain", "abuse@isp.example",
            values -> new MailAddress(
                    values.get(ProviderKeys.PROVIDER_ABUSE), values.get(ProviderKeys.PROVIDER_DOMAIN)),
            "Stands in every probe, for whoever wonders about it.");
    static final Key<List<InetAddress>> OUTSIDE_ADDRESSES = KEYS.fixed(
            "scan.outside-addresses", new Kind.Many<>(Literals.ADDRESS, 4), "[]",
            "Where probes come from that see a host as the world does; none, and the system picks. No filter may let"
                    + " them through, so they must be neither in network.delivery-ranges nor in network.probe-addresses."
                    + " A second one of the same family looks at hosts that turn the first away, and finds those that treat"
                    + " the tester unlike others.");
    static final Key<Optional<InetAddress>> INSIDE_ADDRESS = KEYS.derived(
            "scan.inside-address", Literals.ADDRESS.orNone(), "whatever the system picks", "192.0.2.25",
            values -> Optional.empty(),
            "Where probes of blocked hosts come from, and of those that nobody outside gets in to; a whole test looks from"
                    + " here too, for hosts that trust your own network. Every filter must let it through, so it must be"
                    + " in network.probe-addresses or network.delivery-ranges.");
    static final Key<List<Integer>> MORE_PORTS = KEYS.fixed(
            "scan.more-ports", new Kind.Many<>(Amounts.count(1, 65_535), 8), "[587]",
            "Ports at which a host is tested too, beside that of the books, and behind STARTTLS where it is offered."
                    + " Forgotten listeners are found at 2525, 26 or 10025. [] for none.");
    static final Key<List<Integer>> TLS_PORTS = KEYS.fixed(
            "scan.tls-ports", new Kind.Many<>(Amounts.count(1, 65_535), 4), "[465]",
            "The same for ports that encrypt from the first byte on.");
    static final Key<Optional<String>> MX_DOMAIN = KEYS.derived(
            "scan.mx-domain", Words.DOMAIN_NAME.orNone(), "none; test R20 is left out", "mx.probe.isp.example",
            values -> Optional.empty(),
            "A domain in which every host has a name of which it is the last MX (docs/verdicts.md says which records):"
                    + " finds hosts that relay for whoever names them as MX.");
    static final Key<Optional<String>> SMARTHOST_NAME = KEYS.derived(
            "scan.smarthost-name", Words.DOMAIN_NAME.orNone(), "none; test H5 is left out", "smtp.isp.example",
            values -> Optional.empty(),
            "The name by which customers know your smarthost: finds hosts that relay for whoever greets with it.");
    static final Key<List<InetAddress>> COLLECTOR_ADDRESSES = KEYS.fixed(
            "scan.collector-addresses", new Kind.Many<>(Literals.ADDRESS, 2), "[]",
            "Where intake.listen can be reached from the world, port 25, at most one IPv4 and one IPv6 address: finds"
                    + " hosts that relay to address literals. [] leaves test R19 out.");
    static final Key<Integer> HOSTS_AT_ONCE = KEYS.fixed(
            "scan.hosts-at-once", Amounts.count(1, 10_000), "200",
            "Hosts tested at the same time; each host has one conversation at a time in any case.");

    static final Key<Integer> REFUSALS_PER_CONNECTION = KEYS.fixed(
            "scan.pace.refusals-per-connection", Amounts.count(1, 20), "4",
            "After so many refusals the tester hangs up: hosts ban who collects five.");
    static final Key<Duration> CONNECTION_SPACING = KEYS.fixed(
            "scan.pace.connection-spacing", Amounts.duration("0s", "1d"), "10m",
            "The pause before the next connection to the same host. Shorter, and hosts that ban testers look"
                    + " unreachable.");
    static final Key<Duration> RETEST_SPACING = KEYS.fixed(
            "scan.pace.retest-spacing", Amounts.duration("0s", "1d"), "5s",
            "The same pause in a test that the customer's reply asked for, or an operator.");
    static final Key<Duration> RETURN_WAIT = KEYS.fixed(
            "scan.pace.return-wait", Amounts.duration("100ms", "5d"), "15m",
            "How long a scan waits for probes that a host took. What comes back later still counts.");
    static final Key<List<Duration>> DEFERRED_RETRIES = KEYS.fixed(
            "scan.pace.deferred-retries", new Kind.Many<>(Amounts.duration("100ms", "2d"), 10), "[6m, 31m, 4h]",
            "The waits before a deferred test is tried again. Greylists let nobody through before five minutes.");

    static final Key<String> DRIVER = KEYS.fixed(
            "enforcement.driver", Words.oneOf("dry-run", "nftables"), "dry-run",
            "Who carries blocks out. dry-run writes down what would be done, and touches nothing; nftables blocks on a"
                    + " Linux router (docs/nftables.md), and then what dry-run wrote down becomes real.");
    static final Key<Duration> ADSL_DEADLINE = KEYS.fixed(
            "enforcement.adsl-deadline", Amounts.duration("1d", "90d"), "5d",
            "By when something must have been done about a relay on an ADSL line; it stands in the warning.");
    static final Key<Integer> BLOCKS_PER_HOUR_MAX = KEYS.fixed(
            "enforcement.blocks-per-hour-max", Amounts.count(1, 100_000), "20",
            "A brake: cases beyond it within an hour wait for a person, unblocked.");
    static final Key<Integer> BLOCKS_SHARE_MAX = KEYS.fixed(
            "enforcement.blocks-share-max", Amounts.percent(), "2%",
            "A brake: when this share of all customers is blocked, further cases wait for a person.");
    static final Key<Integer> BLOCKS_ALWAYS_ALLOWED = KEYS.fixed(
            "enforcement.blocks-always-allowed", Amounts.count(0, 100_000), "10",
            "Up to so many blocked customers the share is not looked at: a small provider's first relay is a large"
                    + " share.");
    static final Key<List<Network>> NEVER_BLOCK = KEYS.fixed(
            "enforcement.never-block", new Kind.Many<>(Literals.ADDRESS_OR_RANGE, 1_000), "[]",
            "Hosts that are never blocked by the program: their cases wait for a person.");
    static final Key<Boolean> STOPPED = KEYS.fixed(
            "enforcement.stopped", Words.YES_OR_NO, "false",
            "The stop switch: true, and no new block is asked for; cases wait for a person.");
    static final Key<Boolean> LIFT_WITHOUT_REPLY = KEYS.fixed(
            "enforcement.lift-without-reply", Words.YES_OR_NO, "false",
            "Whether a night that finds a blocked host CLOSED lifts by itself. Its queue may still be full of spam,"
                    + " so it is better to wait for the customer's reply.");

    static final Key<Duration> RETEST_SPACING_MIN = KEYS.fixed(
            "enforcement.retest.spacing-min", Amounts.duration("0s", "1d"), "30m",
            "The least time between two tests that replies ask for; a reply that comes sooner waits.");
    static final Key<Integer> RETESTS_PER_DAY_MAX = KEYS.fixed(
            "enforcement.retest.per-day-max", Amounts.count(1, 100), "6",
            "Tests that replies can ask for in a day and case; further replies are filed.");
    static final Key<Integer> RETESTS_AT_ONCE = KEYS.fixed(
            "enforcement.retest.at-once", Amounts.count(1, 1_000), "8",
            "Such tests at the same time, of all cases together; others wait for their turn.");

    static final Key<List<String>> NFT_COMMAND = KEYS.fixed(
            "enforcement.nftables.command", Kind.Many.withRepeats(Words.ARGUMENT, 50), "[/usr/sbin/nft]",
            "What is put before nft's own arguments, word by word: no shell reads it. For another machine such as"
                    + " [ssh, -oBatchMode=yes, router-1, nft].");
    static final Key<Duration> NFT_DEADLINE = KEYS.fixed(
            "enforcement.nftables.deadline", Amounts.duration("100ms", "5m"), "15s",
            "How long one call of it may take; then it is ended, and tried again later.");
    static final Key<Integer> NFT_IPV6_PREFIX = KEYS.fixed(
            "enforcement.nftables.ipv6-prefix", Amounts.count(48, 128), "64",
            "How many bits of an IPv6 address are the customer's own network. All of it is blocked, unless it holds"
                    + " somebody else's address too.");

    static final Key<Path> REPORT_FOLDER = KEYS.derived(
            "report.folder", Words.PATH, "reports in the data folder", "/var/lib/relaywarden/reports",
            values -> values.resolved(values.get(ProviderKeys.DATA_FOLDER)).resolve("reports"),
            "Where the page of each night is written. It names customers: keep it from the world.");

    private RelayKeys() {}

    /** In the order of the sample. */
    static List<Key<?>> all() {
        return KEYS.inOrder();
    }
}
