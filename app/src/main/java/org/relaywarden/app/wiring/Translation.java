// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.wiring;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.relaywarden.app.settings.AnnouncedRange;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.bsmtp.bounce.BounceSettings;
import org.relaywarden.bsmtp.client.AnnouncedSources;
import org.relaywarden.bsmtp.client.ClientSettings;
import org.relaywarden.bsmtp.client.ClientTimeouts;
import org.relaywarden.bsmtp.client.SourceAddresses;
import org.relaywarden.bsmtp.delayed.DelaySettings;
import org.relaywarden.bsmtp.dns.DnsSettings;
import org.relaywarden.bsmtp.filter.Screening;
import org.relaywarden.bsmtp.fullness.FullnessSettings;
import org.relaywarden.bsmtp.intake.IntakeSettings;
import org.relaywarden.bsmtp.intake.SessionLimits;
import org.relaywarden.bsmtp.journal.Journal;
import org.relaywarden.bsmtp.milter.MilterSettings;
import org.relaywarden.bsmtp.milter.Milters;
import org.relaywarden.bsmtp.quota.QuotaSettings;
import org.relaywarden.bsmtp.radius.DisconnectSettings;
import org.relaywarden.bsmtp.radius.RadiusClient;
import org.relaywarden.bsmtp.radius.RadiusSettings;
import org.relaywarden.bsmtp.recipients.SystemAddresses;
import org.relaywarden.bsmtp.run.DeliverySettings;
import org.relaywarden.bsmtp.signon.SignOnSettings;
import org.relaywarden.bsmtp.smtp.MailAddress;
import org.relaywarden.bsmtp.spool.SpoolSettings;
import org.relaywarden.bsmtp.store.StoreSettings;
import org.relaywarden.bsmtp.tls.TlsSettings;

/** The operator's settings in the words of each package of bsmtp; those of the relay side: {@link RelayTranslation}. */
final class Translation {

    private final Settings settings;
    private final Instruments instruments;

    Translation(Settings settings, Instruments instruments) {
        this.settings = settings;
        this.instruments = instruments;
    }

    StoreSettings store() throws IOException {
        Settings.Database database = settings.store();
        if (database.url().isEmpty()) {
            return StoreSettings.embedded(embeddedDatabase(settings));
        }
        String password = database.passwordFile().isEmpty() ? "" : firstLine(database.passwordFile().get());
        return new StoreSettings(database.url().get(), database.user(), password, database.connectionsMax());
    }

    static Path embeddedDatabase(Settings settings) {
        return settings.data().folder().resolve("database");
    }

    private static String firstLine(Path file) throws IOException {
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return Optional.ofNullable(lines.readLine()).orElse("");
        }
    }

    SpoolSettings spool() {
        return new SpoolSettings(
                mailFolder(),
                settings.data().freeBytesMin(),
                settings.data().freeInodesMin(),
                settings.provider().hostName());
    }

    Path mailFolder() {
        return settings.data().folder().resolve("mail");
    }

    QuotaSettings quota() {
        Settings.Quota quota = settings.quota();
        return new QuotaSettings(
                quota.withSpamFilterBytes(), quota.withoutSpamFilterBytes(), quota.postmasterReserveBytes());
    }

    FullnessSettings fullness() {
        Settings.Provider provider = settings.provider();
        return new FullnessSettings(
                provider.name(),
                provider.domain(),
                new MailAddress("postmaster", provider.domain()),
                provider.deskPhone(),
                settings.quota().withSpamFilterBytes());
    }

    SystemAddresses systemAddresses() {
        return new SystemAddresses(
                settings.provider().domain(),
                RelayTranslation.collectorDomains(settings),
                settings.provider().abuseLocalPart(),
                RelayTranslation.REPLY_PREFIX,
                RelayTranslation.BOUNCE_PREFIX);
    }

    IntakeSettings intake() {
        Settings.Intake intake = settings.intake();
        return new IntakeSettings(
                "intake",
                intake.listen(),
                List.of(),
                settings.provider().hostName(),
                intake.messageBytesMax(),
                intake.recipientsMax(),
                peer -> intake.lineEndsMendedFrom().stream().anyMatch(range -> range.contains(peer)),
                SessionLimits.defaults().withSessions(
                        intake.sessionsMax(), intake.sessionsPerPeerMax(), intake.sessionsPerNetworkMax()));
    }

    Screening screening(Journal journal) {
        Settings.Milter milter = settings.milter();
        if (milter.addresses().isEmpty()) {
            return Screening.none(journal);
        }
        var milters = MilterSettings.of(
                milter.addresses(),
                milter.defersWhenAway() ? MilterSettings.Absence.DEFER : MilterSettings.Absence.ACCEPT,
                milter.deadline(),
                settings.provider().hostName());
        return Screening.by(Milters.of(milters, journal), journal);
    }

    TlsSettings tls() {
        return new TlsSettings(
                settings.intake().tls(), settings.data().folder().resolve("tls"), settings.provider().hostName());
    }

    DeliverySettings delivery() {
        Settings.Delivery delivery = settings.delivery();
        return new DeliverySettings(
                deliveryFolder(),
                delivery.retryEvery(),
                delivery.runsAtOnce(),
                new ClientSettings(
                        settings.provider().hostName(), sources(), ClientTimeouts.standard(), delivery.startTls()))
                .withSmarthosts(Set.copyOf(settings.network().smarthostAddresses()));
    }

    /** B14: an address is used from the day on which the first range that holds it is. */
    AnnouncedSources sources() {
        var sources = settings.delivery().sourceAddresses().stream()
                .map(address -> new AnnouncedSources.Source(address, firstDay(address)))
                .toList();
        return new AnnouncedSources(sources, instruments.clock());
    }

    private Optional<Instant> firstDay(InetAddress address) {
        List<AnnouncedRange> holding = settings.network().deliveryRanges().stream()
                .filter(range -> range.network().contains(address))
                .toList();
        return holding.stream().allMatch(range -> range.from().isPresent())
                ? holding.stream()
                        .flatMap(range -> range.from().stream())
                        .min(Comparator.naturalOrder())
                        .map(day -> day.atStartOfDay(settings.scan().zone()).toInstant())
                : Optional.empty();
    }

    /** For bounces: the same client, in whose name they go out. */
    ClientSettings outgoingClient() {
        return new ClientSettings(
                settings.provider().hostName(), SourceAddresses.any(), ClientTimeouts.standard());
    }

    BounceSettings bounces() {
        Settings.Provider provider = settings.provider();
        return BounceSettings.defaults(
                provider.hostName(), provider.name(), new MailAddress("postmaster", provider.domain()));
    }

    /** Present where senders are to be told that their mail waits. */
    Optional<DelaySettings> delayNotices() {
        Path folder = settings.data().folder();
        return settings.delivery()
                .delayNoticeAfter()
                .map(after -> new DelaySettings(after, folder.resolve("delayed"), deliveryFolder()));
    }

    /** What delivery notes down for itself. */
    private Path deliveryFolder() {
        return settings.data().folder().resolve("delivery");
    }

    SignOnSettings signOn() {
        return new SignOnSettings(settings.signOn().quiet(), settings.signOn().silenceMax());
    }

    /** Present where access servers are to be heard. */
    Optional<RadiusSettings> radius() throws IOException {
        Settings.Radius radius = settings.radius();
        if (radius.listen().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RadiusSettings(
                radius.listen().get(), radiusClients(), Set.copyOf(radius.realms()), radius.reportsAtOnce()));
    }

    DisconnectSettings disconnects() throws IOException {
        return DisconnectSettings.standard(radiusClients(), settings.radius().disconnectPort());
    }

    private List<RadiusClient> radiusClients() throws IOException {
        List<RadiusClient> clients = new ArrayList<>();
        for (Settings.AccessServer server : settings.radius().clients()) {
            clients.add(new RadiusClient(
                    server.range().base(), server.range().prefixLength(), firstLine(server.secretFile())));
        }
        return clients;
    }

    DnsSettings dns() {
        return new DnsSettings(settings.dns().servers(), settings.dns().answerWithin());
    }
}
