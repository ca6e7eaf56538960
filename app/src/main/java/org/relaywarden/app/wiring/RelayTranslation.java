// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.app.yaml.Network;
import org.relaywarden.enforcement.desk.EnforcementSettings;
import org.relaywarden.enforcement.nftables.NftablesSettings;
import org.relaywarden.enforcement.policy.AddressRange;
import org.relaywarden.enforcement.policy.PolicySettings;
import org.relaywarden.enforcement.retest.RetestBudget;
import org.relaywarden.enforcement.warning.NoticeSettings;
import org.relaywarden.scanner.battery.OurNames;
import org.relaywarden.scanner.battery.Security;
import org.relaywarden.scanner.battery.TestPath;
import org.relaywarden.scanner.pace.Pace;
import org.relaywarden.scanner.sweep.ScanSettings;

/** The operator's settings in the words of scanner and enforcement. */
final class RelayTranslation {

    /** Replies to notices come in for a local part that begins so; bounces of notices likewise. */
    static final String REPLY_PREFIX = "relay-reply+";
    static final String BOUNCE_PREFIX = "relay-bounce+";

    /** Mails that one notice may bring back in a day; more are stored silently. */
    private static final int REPLIES_PER_DAY_MAX = 10;

    /** Findings and replies wake the desk; this is for what only time brings. */
    private static final Duration DESK_TURNS_EVERY = Duration.ofMinutes(1);

    private final Settings settings;
    private final Instruments instruments;

    RelayTranslation(Settings settings, Instruments instruments) {
        this.settings = settings;
        this.instruments = instruments;
    }

    ScanSettings scan() {
        Settings.Scan scan = settings.scan();
        Settings.Pace pace = scan.pace();
        return new ScanSettings(
                ourNames(settings),
                scan.heloName(),
                scan.outsideAddresses(),
                scan.insideAddress().map(Set::of).orElse(Set.of()),
                Stream.concat(
                                scan.morePorts().stream().map(port -> new TestPath(port, Security.PLAIN)),
                                scan.tlsPorts().stream().map(port -> new TestPath(port, Security.TLS)))
                        .toList(),
                new Pace(
                        pace.refusalsPerConnection(),
                        pace.connectionSpacing(),
                        pace.retestSpacing(),
                        scan.hostsAtOnce(),
                        pace.returnWait(),
                        pace.deferredRetries(),
                        instruments.firstTry(),
                        instruments.furtherTries()));
    }

    private static OurNames ourNames(Settings settings) {
        Settings.Scan scan = settings.scan();
        return new OurNames(
                scan.collectorDomain(),
                scan.senderDomain(),
                settings.provider().domain(),
                scan.contact().toString(),
                scan.smarthostName(),
                Set.copyOf(scan.collectorAddresses()),
                scan.mxDomain(),
                scan.freshCollectorDomain());
    }

    /** The domains whose every address is the collector's. */
    static List<String> collectorDomains(Settings settings) {
        OurNames ours = ourNames(settings);
        return Stream.of(
                        Stream.of(ours.collectorDomain(), ours.senderDomain()),
                        ours.freshDomain().stream(),
                        ours.freshSenderDomain().stream(),
                        ours.mxDomain().map(domain -> "." + domain).stream(),
                        ours.collectorAddresses().stream().map(OurNames::literal))
                .flatMap(domains -> domains)
                .toList();
    }

    EnforcementSettings enforcement() {
        Settings.Enforcement enforcement = settings.enforcement();
        Settings.Provider provider = settings.provider();
        var neverBlock = enforcement.neverBlock().stream()
                .map(RelayTranslation::range)
                .toList();
        var brakes = new PolicySettings.Brakes(
                enforcement.stopped(),
                enforcement.blocksPerHourMax(),
                enforcement.blocksShareMax() / 100.0,
                enforcement.blocksAlwaysAllowed(),
                neverBlock);
        var notices = new NoticeSettings(
                provider.name(),
                provider.domain(),
                provider.abuseLocalPart(),
                REPLY_PREFIX,
                BOUNCE_PREFIX,
                provider.helpPage(),
                provider.deskPhone(),
                settings.scan().zone());
        Settings.Retest retest = enforcement.retest();
        return new EnforcementSettings(
                new PolicySettings(enforcement.adslDeadline(), settings.network().smarthostAddresses(), brakes),
                notices,
                new RetestBudget(retest.atOnce(), retest.spacingMin(), retest.perDayMax()),
                enforcement.liftWithoutReply(),
                REPLIES_PER_DAY_MAX,
                DESK_TURNS_EVERY);
    }

    /** Delivery ranges and probe addresses pass every filter (decision 15). */
    NftablesSettings nftables() {
        Settings.Nftables nftables = settings.enforcement().nftables();
        var passing = Stream.concat(
                        settings.network().deliveryRanges().stream()
                                .map(range -> range(range.network())),
                        settings.network().probeAddresses().stream()
                                .map(address -> AddressRange.parse(address.getHostAddress())))
                .toList();
        return new NftablesSettings(
                nftables.command(),
                nftables.deadline(),
                passing,
                nftables.ipv6PrefixBits(),
                settings.enforcement().neverBlock().stream().map(RelayTranslation::range).toList());
    }

    private static AddressRange range(Network network) {
        return new AddressRange(network.base(), network.prefixLength());
    }
}
