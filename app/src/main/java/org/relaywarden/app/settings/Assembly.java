// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.util.Optional;
import org.relaywarden.app.yaml.Values;
import org.relaywarden.bsmtp.tls.TlsFiles;

/** Puts the settings together from sound values. */
final class Assembly {

    private Assembly() {}

    static Settings of(Values values) {
        return new Settings(
                new Settings.Data(
                        values.resolved(values.get(ProviderKeys.DATA_FOLDER)),
                        values.get(ProviderKeys.FREE_SPACE_MIN),
                        values.get(ProviderKeys.FREE_FILES_MIN)),
                new Settings.Provider(
                        values.get(ProviderKeys.PROVIDER_NAME),
                        values.get(ProviderKeys.PROVIDER_DOMAIN),
                        values.get(ProviderKeys.PROVIDER_HOST_NAME),
                        values.get(ProviderKeys.PROVIDER_ABUSE),
                        values.get(ProviderKeys.HELP_PAGE),
                        values.get(ProviderKeys.DESK_PHONE)),
                new Settings.Intake(
                        values.get(IntakeKeys.INTAKE_LISTEN),
                        values.get(IntakeKeys.INTAKE_MESSAGE_MAX),
                        values.get(IntakeKeys.INTAKE_SESSIONS_MAX),
                        values.get(IntakeKeys.INTAKE_SESSIONS_PER_PEER_MAX),
                        values.get(IntakeKeys.INTAKE_SESSIONS_PER_NETWORK_MAX),
                        values.get(IntakeKeys.INTAKE_RECIPIENTS_MAX),
                        values.get(IntakeKeys.INTAKE_LINE_ENDS_MENDED),
                        tlsOf(values)),
                new Settings.Milter(
                        values.get(IntakeKeys.MILTERS),
                        values.get(IntakeKeys.MILTER_AWAY).equals("defer"),
                        values.get(IntakeKeys.MILTER_DEADLINE)),
                new Settings.Database(
                        values.get(StoreKeys.STORE_URL),
                        values.get(StoreKeys.STORE_USER),
                        values.get(StoreKeys.STORE_PASSWORD_FILE).map(values::resolved),
                        values.get(StoreKeys.STORE_CONNECTIONS_MAX)),
                new Settings.Dns(
                        values.get(DnsKeys.DNS_SERVERS),
                        values.get(DnsKeys.DNS_ANSWER_WITHIN),
                        values.get(DnsKeys.MX_NAMES),
                        values.get(DnsKeys.PUBLIC_ADDRESSES)),
                rangesOf(values),
                new Settings.Delivery(
                        values.get(DeliveryKeys.DELIVERY_SOURCES),
                        values.get(DeliveryKeys.DELIVERY_RETRY),
                        values.get(DeliveryKeys.DELIVERY_RUNS),
                        values.get(DeliveryKeys.DELIVERY_TLS),
                        values.get(DeliveryKeys.DELAY_NOTICE),
                        values.get(DeliveryKeys.OUTGOING_RELAY)),
                new Settings.Smarthost(
                        values.get(SmarthostKeys.LISTEN),
                        values.get(SmarthostKeys.LISTEN_TLS),
                        values.get(SmarthostKeys.NETWORKS),
                        values.get(SmarthostKeys.AUTH_SOCKET),
                        values.get(SmarthostKeys.RECIPIENTS_PER_HOUR_MAX),
                        values.get(SmarthostKeys.SOURCES),
                        values.get(SmarthostKeys.CONNECTIONS_MAX),
                        values.get(SmarthostKeys.CONNECTIONS_PER_DOMAIN_MAX)),
                new Settings.SignOn(
                        values.get(SignOnKeys.QUIET),
                        values.get(SignOnKeys.SILENCE_MAX),
                        values.get(SignOnKeys.HISTORY_KEPT)),
                radiusOf(values),
                new Settings.Quota(
                        values.get(QuotaKeys.QUOTA_WITH_FILTER),
                        values.get(QuotaKeys.QUOTA_WITHOUT_FILTER),
                        values.get(QuotaKeys.QUOTA_POSTMASTER_RESERVE)),
                scanOf(values),
                enforcementOf(values),
                new Settings.Report(values.resolved(values.get(RelayKeys.REPORT_FOLDER))));
    }

    /** Present where both files are named; one alone is a fault, told by {@link CrossChecks}. */
    static Optional<TlsFiles> tlsOf(Values values) {
        return values.get(IntakeKeys.INTAKE_CERTIFICATE).flatMap(certificate -> values.get(IntakeKeys.INTAKE_KEY)
                .map(key -> new TlsFiles(values.resolved(certificate), values.resolved(key))));
    }

    static Settings.Ranges rangesOf(Values values) {
        return new Settings.Ranges(
                values.get(DeliveryKeys.DELIVERY_RANGES),
                values.get(DeliveryKeys.PROBE_ADDRESSES),
                values.get(DeliveryKeys.SMARTHOST_ADDRESSES));
    }

    private static Settings.Radius radiusOf(Values values) {
        return new Settings.Radius(
                values.get(SignOnKeys.RADIUS_LISTEN),
                values.get(SignOnKeys.RADIUS_CLIENTS).stream()
                        .map(server -> new Settings.AccessServer(server.range(), values.resolved(server.secretFile())))
                        .toList(),
                values.get(SignOnKeys.RADIUS_REALMS),
                values.get(SignOnKeys.RADIUS_AT_ONCE),
                values.get(SignOnKeys.RADIUS_DISCONNECT_PORT));
    }

    private static Settings.Scan scanOf(Values values) {
        return new Settings.Scan(
                values.get(RelayKeys.SCAN_AT),
                values.get(RelayKeys.SCAN_ZONE),
                values.get(RelayKeys.COLLECTOR_DOMAIN),
                values.get(RelayKeys.SENDER_DOMAIN),
                values.get(RelayKeys.FRESH_COLLECTOR_DOMAIN),
                values.get(RelayKeys.HELO_NAME),
                values.get(RelayKeys.CONTACT),
                values.get(RelayKeys.OUTSIDE_ADDRESSES),
                values.get(RelayKeys.INSIDE_ADDRESS),
                values.get(RelayKeys.MORE_PORTS),
                values.get(RelayKeys.TLS_PORTS),
                values.get(RelayKeys.MX_DOMAIN),
                values.get(RelayKeys.SMARTHOST_NAME),
                values.get(RelayKeys.COLLECTOR_ADDRESSES),
                values.get(RelayKeys.HOSTS_AT_ONCE),
                new Settings.Pace(
                        values.get(RelayKeys.REFUSALS_PER_CONNECTION),
                        values.get(RelayKeys.CONNECTION_SPACING),
                        values.get(RelayKeys.RETEST_SPACING),
                        values.get(RelayKeys.RETURN_WAIT),
                        values.get(RelayKeys.DEFERRED_RETRIES)));
    }

    private static Settings.Enforcement enforcementOf(Values values) {
        return new Settings.Enforcement(
                values.get(RelayKeys.DRIVER),
                values.get(RelayKeys.ADSL_DEADLINE),
                values.get(RelayKeys.BLOCKS_PER_HOUR_MAX),
                values.get(RelayKeys.BLOCKS_SHARE_MAX),
                values.get(RelayKeys.BLOCKS_ALWAYS_ALLOWED),
                values.get(RelayKeys.NEVER_BLOCK),
                values.get(RelayKeys.STOPPED),
                values.get(RelayKeys.LIFT_WITHOUT_REPLY),
                new Settings.Retest(
                        values.get(RelayKeys.RETEST_SPACING_MIN),
                        values.get(RelayKeys.RETESTS_PER_DAY_MAX),
                        values.get(RelayKeys.RETESTS_AT_ONCE)),
                new Settings.Nftables(
                        values.get(RelayKeys.NFT_COMMAND),
                        values.get(RelayKeys.NFT_DEADLINE),
                        values.get(RelayKeys.NFT_IPV6_PREFIX)));
    }
}
