// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.util.Optional;
import org.relaywarden.bsmtp.tls.TlsFiles;

/** Puts the settings together from sound values. */
final class Assembly {

    private Assembly() {}

    static Settings of(Values values) {
        return new Settings(
                new Settings.Data(
                        values.resolved(values.get(Keys.DATA_FOLDER)),
                        values.get(Keys.FREE_SPACE_MIN),
                        values.get(Keys.FREE_FILES_MIN)),
                new Settings.Provider(
                        values.get(Keys.PROVIDER_NAME),
                        values.get(Keys.PROVIDER_DOMAIN),
                        values.get(Keys.PROVIDER_HOST_NAME),
                        values.get(Keys.PROVIDER_ABUSE),
                        values.get(Keys.HELP_PAGE),
                        values.get(Keys.DESK_PHONE)),
                new Settings.Intake(
                        values.get(Keys.INTAKE_LISTEN),
                        values.get(Keys.INTAKE_MESSAGE_MAX),
                        values.get(Keys.INTAKE_SESSIONS_MAX),
                        values.get(Keys.INTAKE_SESSIONS_PER_PEER_MAX),
                        values.get(Keys.INTAKE_SESSIONS_PER_NETWORK_MAX),
                        values.get(Keys.INTAKE_RECIPIENTS_MAX),
                        values.get(Keys.INTAKE_LINE_ENDS_MENDED),
                        tlsOf(values)),
                new Settings.Milter(
                        values.get(Keys.MILTERS),
                        values.get(Keys.MILTER_AWAY).equals("defer"),
                        values.get(Keys.MILTER_DEADLINE)),
                new Settings.Database(
                        values.get(Keys.STORE_URL),
                        values.get(Keys.STORE_USER),
                        values.get(Keys.STORE_PASSWORD_FILE).map(values::resolved),
                        values.get(Keys.STORE_CONNECTIONS_MAX)),
                new Settings.Dns(
                        values.get(Keys.DNS_SERVERS),
                        values.get(Keys.DNS_ANSWER_WITHIN),
                        values.get(Keys.MX_NAMES),
                        values.get(Keys.PUBLIC_ADDRESSES)),
                rangesOf(values),
                new Settings.Delivery(
                        values.get(Keys.DELIVERY_SOURCES),
                        values.get(Keys.DELIVERY_RETRY),
                        values.get(Keys.DELIVERY_RUNS),
                        values.get(Keys.DELIVERY_TLS),
                        values.get(Keys.OUTGOING_RELAY)),
                new Settings.SignOn(
                        values.get(SignOnKeys.QUIET),
                        values.get(SignOnKeys.SILENCE_MAX),
                        values.get(SignOnKeys.HISTORY_KEPT)),
                radiusOf(values),
                new Settings.Quota(
                        values.get(Keys.QUOTA_WITH_FILTER),
                        values.get(Keys.QUOTA_WITHOUT_FILTER),
                        values.get(Keys.QUOTA_POSTMASTER_RESERVE)),
                scanOf(values),
                enforcementOf(values),
                new Settings.Report(values.resolved(values.get(Keys.REPORT_FOLDER))));
    }

    /** Present where both files are named; one alone is a fault, told by {@link CrossChecks}. */
    static Optional<TlsFiles> tlsOf(Values values) {
        return values.get(Keys.INTAKE_CERTIFICATE).flatMap(certificate -> values.get(Keys.INTAKE_KEY)
                .map(key -> new TlsFiles(values.resolved(certificate), values.resolved(key))));
    }

    static Settings.Ranges rangesOf(Values values) {
        return new Settings.Ranges(
                values.get(Keys.DELIVERY_RANGES),
                values.get(Keys.PROBE_ADDRESSES),
                values.get(Keys.SMARTHOST_ADDRESSES));
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
                values.get(Keys.SCAN_AT),
                values.get(Keys.SCAN_ZONE),
                values.get(Keys.COLLECTOR_DOMAIN),
                values.get(Keys.SENDER_DOMAIN),
                values.get(Keys.HELO_NAME),
                values.get(Keys.CONTACT),
                values.get(Keys.OUTSIDE_ADDRESS),
                values.get(Keys.INSIDE_ADDRESS),
                values.get(Keys.HOSTS_AT_ONCE),
                new Settings.Pace(
                        values.get(Keys.REFUSALS_PER_CONNECTION),
                        values.get(Keys.CONNECTION_SPACING),
                        values.get(Keys.RETEST_SPACING),
                        values.get(Keys.RETURN_WAIT),
                        values.get(Keys.DEFERRED_RETRIES)));
    }

    private static Settings.Enforcement enforcementOf(Values values) {
        return new Settings.Enforcement(
                values.get(Keys.DRIVER),
                values.get(Keys.ADSL_DEADLINE),
                values.get(Keys.BLOCKS_PER_HOUR_MAX),
                values.get(Keys.BLOCKS_SHARE_MAX),
                values.get(Keys.BLOCKS_ALWAYS_ALLOWED),
                values.get(Keys.NEVER_BLOCK),
                values.get(Keys.STOPPED),
                values.get(Keys.LIFT_WITHOUT_REPLY),
                new Settings.Retest(
                        values.get(Keys.RETEST_SPACING_MIN),
                        values.get(Keys.RETESTS_PER_DAY_MAX),
                        values.get(Keys.RETESTS_AT_ONCE)),
                new Settings.Nftables(
                        values.get(Keys.NFT_COMMAND), values.get(Keys.NFT_DEADLINE), values.get(Keys.NFT_IPV6_PREFIX)));
    }
}
