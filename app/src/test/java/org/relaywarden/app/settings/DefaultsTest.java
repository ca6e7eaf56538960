// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.relaywarden.app.surroundings.Surroundings;
import org.relaywarden.bsmtp.smtp.MailAddress;

/** Every default is pinned: changing one changes what an operator runs (B13). */
final class DefaultsTest {

    private static final Surroundings HOME = new Surroundings(
            Map.of(), Path.of("/home/ann"), Path.of("/home/ann/there"), Path.of("/nobody/relaywarden.yaml"));

    private static Settings of(String yaml) {
        return assertInstanceOf(Reading.Ready.class, SettingsFile.parse(yaml, "test", HOME), yaml).settings();
    }

    @Test
    void withoutAFileNothingHarmsAnybody() {
        Settings settings = of("");

        assertEquals(new Settings.Data(Path.of("/home/ann/.local/share/relaywarden"), 100L << 20, 1_000), settings.data());
        assertEquals(
                new Settings.Provider(
                        "Your provider", "isp.example", "mail.isp.example", "abuse", Optional.empty(),
                        Optional.empty()),
                settings.provider());
        assertEquals(
                new Settings.Intake(
                        List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 2525)), 50L << 20, 2_000,
                        50, 200, 1_000, List.of(), Optional.empty()),
                settings.intake());
        assertEquals(new Settings.Milter(List.of(), true, Duration.ofMinutes(1)), settings.milter());
        assertEquals(new Settings.Database(Optional.empty(), "relaywarden", Optional.empty(), 10), settings.store());
        assertEquals(
                new Settings.Dns(List.of(), Duration.ofSeconds(5), List.of("mail.isp.example"), List.of()),
                settings.dns(),
                "B1");
        assertEquals(new Settings.Ranges(List.of(), List.of(), List.of()), settings.network());
        assertEquals(
                new Settings.Delivery(
                        List.of(), Duration.ofMinutes(20), 100, true, Optional.empty(), Optional.empty()),
                settings.delivery(),
                "B3: nothing goes back to the sender for being offline");
        assertEquals(
                new Settings.Smarthost(List.of(), List.of(), List.of(), Optional.empty(), 1_000, List.of(), 100, 5),
                settings.smarthost(),
                "B17: nobody sends by us until the operator says who");
        assertEquals(
                new Settings.SignOn(Duration.ofMinutes(20), Duration.ofDays(1), Duration.ofDays(90)), settings.signOn(),
                "B6, B16");
        assertEquals(
                new Settings.Radius(Optional.empty(), List.of(), List.of("isp.example"), 200, 3_799), settings.radius());
        assertEquals(new Settings.Quota(1_000_000_000, 20_000_000, 1_000_000), settings.quota(), "B13");
        assertEquals(
                new Settings.Scan(
                        LocalTime.of(3, 30),
                        ZoneId.of("UTC"),
                        "probe.isp.example",
                        "bounce.probe.isp.example",
                        Optional.empty(),
                        "mail.isp.example",
                        new MailAddress("abuse", "isp.example"),
                        List.of(),
                        Optional.empty(),
                        List.of(587),
                        List.of(465),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        200,
                        new Settings.Pace(
                                4,
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(15),
                                List.of(Duration.ofMinutes(6), Duration.ofMinutes(31), Duration.ofHours(4)))),
                settings.scan());
        assertEquals(
                new Settings.Enforcement(
                        "dry-run", Duration.ofDays(5), 20, 2, 10, List.of(), false, false,
                        new Settings.Retest(Duration.ofMinutes(30), 6, 8),
                        new Settings.Nftables(List.of("/usr/sbin/nft"), Duration.ofSeconds(15), 64)),
                settings.enforcement());
        assertEquals(new Settings.Report(Path.of("/home/ann/.local/share/relaywarden/reports")), settings.report());
        assertTrue(settings.intake().listen().stream().allMatch(at -> at.getAddress().isLoopbackAddress()));
    }

    @Test
    void namesFollowTheProvidersDomain() {
        Settings settings = of("provider: {domain: Provider.Example, abuse-local-part: noc}");

        assertEquals("mail.provider.example", settings.provider().hostName());
        assertEquals("probe.provider.example", settings.scan().collectorDomain());
        assertEquals("bounce.probe.provider.example", settings.scan().senderDomain());
        assertEquals("mail.provider.example", settings.scan().heloName());
        assertEquals("noc@provider.example", settings.scan().contact().toString());
    }

    @Test
    void everyValueArrivesWhereItBelongs() {
        Settings settings = of("""
                data: {folder: ~/data, free-space-min: 2GB}
                intake: {listen: ['[::1]:25', 127.0.0.1:0], message-size-max: 1MB}
                store: {url: 'jdbc:mariadb://127.0.0.1:3306/x'}
                dns: {servers: [192.0.2.53, '[2001:db8::53]:5353'], mx-names: MX1.isp.example}
                network:
                  delivery-ranges: ['2001:db8::/48']
                  probe-addresses: 192.0.2.7
                  smarthost-addresses: 192.0.2.8
                smarthost: {listen: 192.0.2.30:587, networks: [192.0.2.0/24], auth-socket: /run/dovecot/auth}
                scan:
                  outside-addresses: [198.51.100.7, 198.51.100.8]
                  inside-address: '2001:db8::7'
                  pace: {return-wait: 1500ms, deferred-retries: []}
                enforcement:
                  never-block: [192.0.2.1, 192.0.2.0/31]
                  stopped: true
                  lift-without-reply: true
                  blocks-always-allowed: 0
                  retest: {per-day-max: 1}
                  nftables: {command: [ssh, -o, A=1, -o, B=2, router-1, nft], ipv6-prefix: 56}
                report: {folder: out}
                """);

        assertEquals(Path.of("/home/ann/data"), settings.data().folder());
        assertEquals(2_000_000_000L, settings.data().freeBytesMin());
        assertEquals("[/198.51.100.7, /198.51.100.8]", settings.scan().outsideAddresses().toString());
        assertEquals("[/[0:0:0:0:0:0:0:1]:25, /127.0.0.1:0]", settings.intake().listen().toString());
        assertEquals(Optional.of("jdbc:mariadb://127.0.0.1:3306/x"), settings.store().url());
        assertEquals("[/192.0.2.53:53, /[2001:db8:0:0:0:0:0:53]:5353]", settings.dns().servers().toString());
        assertEquals(List.of("mx1.isp.example"), settings.dns().mxNames());
        assertTrue(settings.network().pass(InetAddress.ofLiteral("2001:db8::7")), "in a range");
        assertTrue(settings.network().pass(InetAddress.ofLiteral("192.0.2.7")), "by address");
        assertEquals(Duration.ofMillis(1500), settings.scan().pace().returnWait());
        assertEquals("[192.0.2.1/32, 192.0.2.0/31]", settings.enforcement().neverBlock().toString());
        assertTrue(settings.enforcement().stopped() && settings.enforcement().liftWithoutReply());
        assertEquals(0, settings.enforcement().blocksAlwaysAllowed());
        assertEquals(
                List.of("ssh", "-o", "A=1", "-o", "B=2", "router-1", "nft"),
                settings.enforcement().nftables().command(),
                "a word may stand there twice");
        assertEquals(56, settings.enforcement().nftables().ipv6PrefixBits());
        assertEquals(List.of(InetAddress.ofLiteral("192.0.2.8")), settings.network().smarthostAddresses());
        assertEquals(Path.of("/home/ann/there/out"), settings.report().folder());
        assertTrue(settings.smarthost().isOn());
        assertEquals(Optional.of(Path.of("/run/dovecot/auth")), settings.smarthost().authSocket());
    }

    /** Decision 15: all that a filter needs is named, and then it may be. */
    @Test
    void aFilterWithAllItNeedsIsNoFault() {
        Settings settings = of("""
                network: {delivery-ranges: 192.0.2.0/25, probe-addresses: 192.0.2.130}
                scan: {inside-address: 192.0.2.130, outside-addresses: [203.0.113.9]}
                enforcement: {driver: nftables, nftables: {command: [/bin/sh, -c, "exit 1"]}}
                """);

        assertEquals("nftables", settings.enforcement().driver());
    }

    @Test
    void theWorldReachesUsWhereWeListenForIt() {
        Settings settings = of("intake: {listen: [127.0.0.1:25, 0.0.0.0:25, 192.0.2.25:25, '[2001:db8::25]:25']}");

        assertEquals(
                List.of(InetAddress.ofLiteral("192.0.2.25"), InetAddress.ofLiteral("2001:db8::25")),
                settings.dns().publicAddresses());
    }

    @Test
    void sectionsWithoutKeysAreNoFault() {
        assertEquals(of(""), of("data:\nscan:\n  pace:\n# folder: x\n"));
    }
}
