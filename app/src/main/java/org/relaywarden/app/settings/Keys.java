// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** The catalogue: every key with its type, bounds, default and consequence, in the order of the sample. */
final class Keys {

    private static final List<Key<?>> ALL = new ArrayList<>();

    static final Key<Path> DATA_FOLDER = derived(
            "data.folder", Words.PATH, "relaywarden below $XDG_DATA_HOME, or below ~/.local/share",
            "/var/lib/relaywarden",
            values -> values.surroundings().dataFolder(),
            "All that the program keeps: mail, the embedded database, keys, the lock. One process owns it at a time."
                    + " A relative path begins at the folder of this file.");

    static final Key<Long> FREE_SPACE_MIN = fixed(
            "data.free-space-min", Amounts.size("1MiB", "1000GiB"), "100MiB",
            "With less than this free, no mail is begun: senders are told to come again later. At least one and a half"
                    + " times intake.message-size-max.");

    static final Key<Integer> FREE_FILES_MIN = fixed(
            "data.free-files-min", Amounts.count(0, 1_000_000_000), "1000",
            "The same for inodes: a file system may run out of these while bytes are left. Of both, system mail and"
                    + " the program's own mail may use three quarters.");

    static final Key<String> PROVIDER_NAME =
            fixed("provider.name", Words.TEXT, "Your provider", "How the provider calls itself in mails and reports.");
    static final Key<String> PROVIDER_DOMAIN = fixed(
            "provider.domain", Words.DOMAIN_NAME, "isp.example",
            "The provider's own mail domain: a customer's account mail is for login@ this domain.");
    static final Key<String> PROVIDER_HOST_NAME = derived(
            "provider.host-name", Words.DOMAIN_NAME, "mail. before provider.domain", "mail.isp.example",
            values -> "mail." + values.get(PROVIDER_DOMAIN),
            "What our mail server calls itself in its greeting, in Received lines and in Message-IDs.");
    static final Key<String> PROVIDER_ABUSE = fixed(
            "provider.abuse-local-part", Words.LOCAL, "abuse",
            "Mail for this local part of the provider's domain goes to the abuse desk; customers are told to write"
                    + " there.");

    static final Key<Optional<String>> HELP_PAGE = derived(
            "provider.help-page", Words.WEB_ADDRESS.orNone(), "none", "https://www.isp.example/open-relay",
            values -> Optional.empty(),
            "A page that explains open relays at length; notices to customers name it.");
    static final Key<Optional<String>> DESK_PHONE = derived(
            "provider.desk-phone", Words.TEXT.orNone(), "none", "+31-20-5550123",
            values -> Optional.empty(),
            "How customers reach the abuse desk when their mail does not work; notices name it.");

    static final Key<List<InetSocketAddress>> INTAKE_LISTEN = fixed(
            "intake.listen", new Kind.Many<>(Literals.LISTENER_ADDRESS, 16), "[127.0.0.1:2525]",
            "Where mail is taken. The world's mail, and probes that come back, arrive on port 25 of a public address;"
                    + " until then nobody but this machine gets in.");
    static final Key<Long> INTAKE_MESSAGE_MAX = fixed(
            "intake.message-size-max", Amounts.size("64KiB", "1GiB"), "50MiB",
            "A larger message is refused with 552 before or after DATA, and its sender gets it back.");
    static final Key<Integer> INTAKE_SESSIONS_MAX = fixed(
            "intake.sessions-max", Amounts.count(1, 100_000), "2000",
            "Sessions at once; one more is answered 421 and comes again later.");
    static final Key<Integer> INTAKE_SESSIONS_PER_PEER_MAX = fixed(
            "intake.sessions-per-peer-max", Amounts.count(1, 100_000), "50",
            "The same from one IPv4 address or one IPv6 /64, so that one peer does not keep the others out.");
    static final Key<Integer> INTAKE_SESSIONS_PER_NETWORK_MAX = derived(
            "intake.sessions-per-network-max", Amounts.count(1, 1_000_000), "four times intake.sessions-per-peer-max",
            "200",
            values -> 4 * values.get(INTAKE_SESSIONS_PER_PEER_MAX),
            "The same from one IPv4 /24 or one IPv6 /48.");
    static final Key<Integer> INTAKE_RECIPIENTS_MAX = fixed(
            "intake.recipients-max", Amounts.count(100, 10_000), "1000",
            "Recipients of one message; one more is answered 452, and its sender sends again for the rest.");
    static final Key<List<Network>> INTAKE_LINE_ENDS_MENDED = fixed(
            "intake.bare-lf-normalized-from", new Kind.Many<>(Literals.ADDRESS_OR_RANGE, 100), "[]",
            "Old devices of your own, whose mail has a CR or LF that stands alone: it becomes CR LF. Their mail too"
                    + " ends with CR LF . CR LF and nothing else. All others' mail is refused for it, for that is how a"
                    + " second mail is smuggled past a server.");
    static final Key<Optional<Path>> INTAKE_CERTIFICATE = derived(
            "intake.tls.certificate", Words.PATH.orNone(), "a certificate that the program makes and signs itself",
            "/etc/relaywarden/certificate.pem",
            values -> Optional.empty(),
            "The certificate that is shown when a sender asks for TLS: PEM, the server's own first, then those that"
                    + " issued it. Read again within a minute when it is renewed. Senders encrypt to the program's own"
                    + " as well; only who demands a trusted one needs another.");
    static final Key<Optional<Path>> INTAKE_KEY = derived(
            "intake.tls.key", Words.PATH.orNone(), "that of the program's own certificate",
            "/etc/relaywarden/key.pem",
            values -> Optional.empty(),
            "The key of that certificate: PEM, RSA or EC, without a passphrase; keep it readable for the program"
                    + " alone.");

    static final Key<List<SocketAddress>> MILTERS = fixed(
            "milter.addresses", new Kind.Many<>(Literals.MILTER_ADDRESS, 10), "[]",
            "Filters that judge customers' mail before it is kept, in this order: rspamd, ClamAV or any other milter"
                    + " (docs/milter.md).");
    static final Key<String> MILTER_AWAY = fixed(
            "milter.when-away", Words.oneOf("defer", "accept"), "defer",
            "What becomes of mail that a milter can't judge, because it is away, silent or talks nonsense: its sender"
                    + " comes again, or it is kept unjudged.");
    static final Key<Duration> MILTER_DEADLINE = fixed(
            "milter.deadline", Amounts.duration("1s", "5m"), "1m",
            "How long all milters together may take for one mail; after that they count as away. Senders give up after"
                    + " ten minutes, and send again.");

    static final Key<Optional<String>> STORE_URL = derived(
            "store.url", Words.MARIADB_URL.orNone(), "an embedded database in the data folder",
            "jdbc:mariadb://127.0.0.1:3306/relaywarden",
            values -> Optional.empty(),
            "The database that keeps everything but the mail. The embedded one needs no care and serves one machine.");
    static final Key<String> STORE_USER =
            fixed("store.user", Words.TEXT, "relaywarden", "The user of the database.");
    static final Key<Optional<Path>> STORE_PASSWORD_FILE = derived(
            "store.password-file", Words.PATH.orNone(), "no password", "/etc/relaywarden/database-password",
            values -> Optional.empty(),
            "The file whose first line is the password of that user; keep it readable for the program alone.");
    static final Key<Integer> STORE_CONNECTIONS_MAX = fixed(
            "store.connections-max", Amounts.count(2, 100), "10",
            "Connections to the database at once; work beyond them waits for its turn.");

    static final Key<List<InetSocketAddress>> DNS_SERVERS = derived(
            "dns.servers", new Kind.Many<>(Literals.NAME_SERVER, 8), "those of the system", "[192.0.2.53]",
            values -> List.of(),
            "The name servers that are asked, in this order. They must answer for any domain.");
    static final Key<Duration> DNS_ANSWER_WITHIN = fixed(
            "dns.answer-within", Amounts.duration("100ms", "30s"), "5s",
            "How long one question may take, whoever is asked and however often.");
    static final Key<List<String>> MX_NAMES = derived(
            "dns.mx-names", new Kind.Many<>(Words.DOMAIN_NAME, 50), "provider.host-name",
            "[mx1.isp.example, mx2.isp.example]",
            values -> List.of(values.get(PROVIDER_HOST_NAME)),
            "The names that customers' MX records must have, so that their mail arrives here. diagnose tells who has"
                    + " others.");
    static final Key<List<InetAddress>> PUBLIC_ADDRESSES = derived(
            "dns.public-addresses", new Kind.Many<>(Literals.ADDRESS, 50), "the public ones among intake.listen",
            "[192.0.2.25]",
            values -> publicOnes(values.get(INTAKE_LISTEN)),
            "Where the world reaches these mail servers. An MX record of another name is right too when its addresses"
                    + " are among them.");

    static final Key<List<AnnouncedRange>> DELIVERY_RANGES = fixed(
            "network.delivery-ranges", new Kind.Many<>(Literals.ANNOUNCED_RANGE, 100), "[]",
            "The announced ranges that mail is delivered from. They pass every filter, so customers may close port"
                    + " 25 for all others. Announce a new one with the day from which it is used: no mail comes from it"
                    + " before.");
    static final Key<List<InetAddress>> PROBE_ADDRESSES = fixed(
            "network.probe-addresses", new Kind.Many<>(Literals.ADDRESS, 100), "[]",
            "Addresses that blocked hosts are tested from. They pass every filter: without one, no customer could"
                    + " show that the host is mended.");

    static final Key<List<InetAddress>> SMARTHOST_ADDRESSES = fixed(
            "network.smarthost-addresses", new Kind.Many<>(Literals.ADDRESS, 100), "[]",
            "Where our own smarthost and webmail send from. A probe that comes back from there went through it, so the"
                    + " relay's access to the smarthost is blocked too. A mail from there to a customer's domain"
                    + " triggers its delivery, for they take mail of our own accounts only.");

    static final Key<List<InetAddress>> DELIVERY_SOURCES = fixed(
            "delivery.source-addresses", new Kind.Many<>(Literals.ADDRESS, 100), "[]",
            "Where waiting mail is delivered from; none, and the system picks. Customers close port 25 for all but"
                    + " network.delivery-ranges, so they must be in them. Each host is always dialled from the same one"
                    + " of its address family, and not at all where there is none.");
    static final Key<Duration> DELIVERY_RETRY = fixed(
            "delivery.retry-every", Amounts.duration("1m", "1d"), "20m",
            "How long mail waits after a try that left it behind. New mail dials at once, unless the last dial"
                    + " failed.");
    static final Key<Integer> DELIVERY_RUNS = fixed(
            "delivery.runs-at-once", Amounts.count(1, 10_000), "100",
            "Customers' hosts that are served at the same time; each has one connection, and others wait for their"
                    + " turn.");

    static final Key<Boolean> DELIVERY_TLS = fixed(
            "delivery.start-tls", Words.YES_OR_NO, "true",
            "Whether mail is encrypted on its way to hosts that offer it, whatever certificate they show. A host whose"
                    + " TLS does not work gets it in the clear.");

    static final Key<Optional<InetSocketAddress>> OUTGOING_RELAY = derived(
            "outgoing.relay", Literals.LISTENER_ADDRESS.orNone(), "none: they wait", "192.0.2.30:25",
            values -> Optional.empty(),
            "The mail server that takes the program's bounces and sends them on into the world: your smarthost.");

    static {
        ALL.addAll(SignOnKeys.all());
    }

    static final Key<Long> QUOTA_WITH_FILTER = fixed(
            "quota.with-spam-filter", Amounts.size("1MB", "1000GiB"), "1GB",
            "What the mailbox of a customer with a spam filter may hold, waiting mail included. Full, it refuses new"
                    + " mail, and senders get theirs back with the reason; nothing that lies there is touched.");
    static final Key<Long> QUOTA_WITHOUT_FILTER = fixed(
            "quota.without-spam-filter", Amounts.size("1MB", "1000GiB"), "20MB",
            "The same without the filter. Who switches the filter off with more in the mailbox loses none of it.");
    static final Key<Long> QUOTA_POSTMASTER_RESERVE = fixed(
            "quota.postmaster-reserve", Amounts.size("0B", "1GiB"), "1MB",
            "How far mail for postmaster and abuse at a customer's domain may go beyond it, for that must be taken.");

    static final Key<LocalTime> SCAN_AT = fixed(
            "scan.at", Amounts.TIME_OF_DAY, "03:30", "When the nightly scan of all customer hosts begins.");
    static final Key<ZoneId> SCAN_ZONE = fixed(
            "scan.zone", Amounts.ZONE, "UTC", "The zone whose wall clock scan.at is read on.");
    static final Key<String> COLLECTOR_DOMAIN = derived(
            "scan.collector-domain", Words.DOMAIN_NAME, "probe. before provider.domain", "probe.isp.example",
            values -> "probe." + values.get(PROVIDER_DOMAIN),
            "Probes are addressed to this domain; its MX must point at intake.listen. A probe that arrives there proves"
                    + " the relay. It must be nobody's mail domain.");
    static final Key<String> SENDER_DOMAIN = derived(
            "scan.sender-domain", Words.DOMAIN_NAME, "bounce. before scan.collector-domain", "bounce.probe.isp.example",
            values -> "bounce." + values.get(COLLECTOR_DOMAIN),
            "The senders of probes are in this domain; bounces of probes come back to it, so its MX too points here.");
    static final Key<String> HELO_NAME = derived(
            "scan.helo-name", Words.DOMAIN_NAME, "provider.host-name", "relaytest-1.isp.example",
            values -> values.get(PROVIDER_HOST_NAME),
            "What the tester calls itself. It should be the name that its address has in DNS, or hosts refuse the"
                    + " tester.");
    static final Key<MailAddress> CONTACT = derived(
            "scan.contact", Words.MAIL_ADDRESS, "provider.abuse-local-part at provider.domain", "abuse@isp.example",
            values -> new MailAddress(values.get(PROVIDER_ABUSE), values.get(PROVIDER_DOMAIN)),
            "Stands in every probe, for whoever wonders about it.");
    static final Key<Optional<InetAddress>> OUTSIDE_ADDRESS = derived(
            "scan.outside-address", Literals.ADDRESS.orNone(), "whatever the system picks", "198.51.100.25",
            values -> Optional.empty(),
            "Where probes come from that see a host as the world does. No filter may let it through, so it must be"
                    + " neither in network.delivery-ranges nor in network.probe-addresses.");
    static final Key<Optional<InetAddress>> INSIDE_ADDRESS = derived(
            "scan.inside-address", Literals.ADDRESS.orNone(), "whatever the system picks", "192.0.2.25",
            values -> Optional.empty(),
            "Where probes of blocked hosts come from. Every filter must let it through, so it must be in"
                    + " network.probe-addresses or network.delivery-ranges.");
    static final Key<Integer> HOSTS_AT_ONCE = fixed(
            "scan.hosts-at-once", Amounts.count(1, 10_000), "200",
            "Hosts tested at the same time; each host has one conversation at a time in any case.");
    static final Key<Integer> REFUSALS_PER_CONNECTION = fixed(
            "scan.pace.refusals-per-connection", Amounts.count(1, 20), "4",
            "After so many refusals the tester hangs up: hosts ban who collects five.");
    static final Key<Duration> CONNECTION_SPACING = fixed(
            "scan.pace.connection-spacing", Amounts.duration("0s", "1d"), "10m",
            "The pause before the next connection to the same host. Shorter, and hosts that ban testers look"
                    + " unreachable.");
    static final Key<Duration> RETEST_SPACING = fixed(
            "scan.pace.retest-spacing", Amounts.duration("0s", "1d"), "5s",
            "The same pause in a test that the customer's reply asked for, or an operator.");
    static final Key<Duration> RETURN_WAIT = fixed(
            "scan.pace.return-wait", Amounts.duration("100ms", "5d"), "15m",
            "How long a scan waits for probes that a host took. What comes back later still counts.");
    static final Key<List<Duration>> DEFERRED_RETRIES = fixed(
            "scan.pace.deferred-retries", new Kind.Many<>(Amounts.duration("100ms", "2d"), 10), "[6m, 31m, 4h]",
            "The waits before a deferred test is tried again. Greylists let nobody through before five minutes.");

    static final Key<String> DRIVER = fixed(
            "enforcement.driver", Words.oneOf("dry-run", "nftables"), "dry-run",
            "Who carries blocks out. dry-run writes down what would be done, and touches nothing; nftables blocks on a"
                    + " Linux router (docs/nftables.md), and then what dry-run wrote down becomes real.");
    static final Key<Duration> ADSL_DEADLINE = fixed(
            "enforcement.adsl-deadline", Amounts.duration("1d", "90d"), "5d",
            "By when something must have been done about a relay on an ADSL line; it stands in the warning.");
    static final Key<Integer> BLOCKS_PER_HOUR_MAX = fixed(
            "enforcement.blocks-per-hour-max", Amounts.count(1, 100_000), "20",
            "A brake: cases beyond it within an hour wait for a person, unblocked.");
    static final Key<Integer> BLOCKS_SHARE_MAX = fixed(
            "enforcement.blocks-share-max", Amounts.percent(), "2%",
            "A brake: when this share of all customers is blocked, further cases wait for a person.");
    static final Key<Integer> BLOCKS_ALWAYS_ALLOWED = fixed(
            "enforcement.blocks-always-allowed", Amounts.count(0, 100_000), "10",
            "Up to so many blocked customers the share is not looked at: a small provider's first relay is a large"
                    + " share.");
    static final Key<List<Network>> NEVER_BLOCK = fixed(
            "enforcement.never-block", new Kind.Many<>(Literals.ADDRESS_OR_RANGE, 1_000), "[]",
            "Hosts that are never blocked by the program: their cases wait for a person.");
    static final Key<Boolean> STOPPED = fixed(
            "enforcement.stopped", Words.YES_OR_NO, "false",
            "The stop switch: true, and no new block is asked for; cases wait for a person.");
    static final Key<Boolean> LIFT_WITHOUT_REPLY = fixed(
            "enforcement.lift-without-reply", Words.YES_OR_NO, "false",
            "Whether a night that finds a blocked host CLOSED lifts by itself. Its queue may still be full of spam,"
                    + " so it is better to wait for the customer's reply.");
    static final Key<Duration> RETEST_SPACING_MIN = fixed(
            "enforcement.retest.spacing-min", Amounts.duration("0s", "1d"), "30m",
            "The least time between two tests that replies ask for; a reply that comes sooner waits.");
    static final Key<Integer> RETESTS_PER_DAY_MAX = fixed(
            "enforcement.retest.per-day-max", Amounts.count(1, 100), "6",
            "Tests that replies can ask for in a day and case; further replies are filed.");
    static final Key<Integer> RETESTS_AT_ONCE = fixed(
            "enforcement.retest.at-once", Amounts.count(1, 1_000), "8",
            "Such tests at the same time, of all cases together; others wait for their turn.");

    static final Key<List<String>> NFT_COMMAND = fixed(
            "enforcement.nftables.command", Kind.Many.withRepeats(Words.ARGUMENT, 50), "[/usr/sbin/nft]",
            "What is put before nft's own arguments, word by word: no shell reads it. For another machine such as"
                    + " [ssh, -oBatchMode=yes, router-1, nft].");
    static final Key<Duration> NFT_DEADLINE = fixed(
            "enforcement.nftables.deadline", Amounts.duration("100ms", "5m"), "15s",
            "How long one call of it may take; then it is ended, and tried again later.");
    static final Key<Integer> NFT_IPV6_PREFIX = fixed(
            "enforcement.nftables.ipv6-prefix", Amounts.count(48, 128), "64",
            "How many bits of an IPv6 address are the customer's own network. All of it is blocked, unless it holds"
                    + " somebody else's address too.");

    static final Key<Path> REPORT_FOLDER = derived(
            "report.folder", Words.PATH, "reports in the data folder", "/var/lib/relaywarden/reports",
            values -> values.resolved(values.get(DATA_FOLDER)).resolve("reports"),
            "Where the page of each night is written. It names customers: keep it from the world.");

    private Keys() {}

    /** Every key, in the order of the sample. */
    static List<Key<?>> all() {
        return List.copyOf(ALL);
    }

    private static List<InetAddress> publicOnes(List<InetSocketAddress> listening) {
        return listening.stream()
                .map(InetSocketAddress::getAddress)
                .filter(address -> !address.isLoopbackAddress() && !address.isAnyLocalAddress())
                .distinct()
                .toList();
    }

    private static <T> Key<T> fixed(String path, Kind<T> kind, String yaml, String consequence) {
        return listed(new Key<>(path, kind, new Key.Default.Fixed<>(yaml), consequence));
    }

    private static <T> Key<T> derived(
            String path, Kind<T> kind, String words, String example, Function<Values, T> value, String consequence) {
        return listed(new Key<>(path, kind, new Key.Default.Derived<>(words, example, value), consequence));
    }

    private static <T> Key<T> listed(Key<T> key) {
        ALL.add(key);
        return key;
    }
}
