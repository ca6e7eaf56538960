// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.relaywarden.app.yaml.Amounts;
import org.relaywarden.app.yaml.Catalogue;
import org.relaywarden.app.yaml.Key;
import org.relaywarden.app.yaml.Kind;
import org.relaywarden.app.yaml.Literals;
import org.relaywarden.app.yaml.Words;
import org.relaywarden.app.yaml.WrongValue;

/** The part of the catalogue about sign-ons, and how they are heard of. */
final class SignOnKeys {

    private static final Catalogue KEYS = new Catalogue();

    static final Key<Duration> QUIET = KEYS.fixed(
            "sign-on.quiet", Amounts.duration("0s", "1d"), "20m",
            "A login that comes online gets its waiting mail when its previous sign-on was longer ago than this, so"
                    + " that test dial-ins don't load the servers.");
    static final Key<Duration> SILENCE_MAX = KEYS.fixed(
            "sign-on.silence-max", Amounts.duration("10m", "365d"), "1d",
            "A session that nothing was heard of for so long counts as ended, or a lost Stop would show a double"
                    + " sign-on for ever. Longer than the pause between two Interims of your access servers; where"
                    + " they send none, as long as a line stays up.");
    static final Key<Duration> HISTORY_KEPT = KEYS.fixed(
            "sign-on.history-kept", Amounts.duration("1d", "3650d"), "90d",
            "How long it is kept who was online when. What is older is deleted each night.");

    private static final Kind.One<Settings.AccessServer> ACCESS_SERVER = new Kind.One<>(
            "an address or a range, a blank, and the file whose first line is its secret, such as"
                    + " 192.0.2.1 /etc/relaywarden/radius-secret",
            SignOnKeys::accessServer);

    static final Key<Optional<InetSocketAddress>> RADIUS_LISTEN = KEYS.derived(
            "radius.listen", Literals.LISTENER_ADDRESS.orNone(),
            "none, and nobody's sign-on is heard of", "192.0.2.20:1813", _ -> Optional.empty(),
            "Where access servers report who signed on and off, by RADIUS accounting over UDP (docs/sign-on.md).");
    static final Key<List<Settings.AccessServer>> RADIUS_CLIENTS = KEYS.fixed(
            "radius.clients", new Kind.Many<>(ACCESS_SERVER, 1_000), "[]",
            "The access servers that are listened to, and nobody else. Where ranges overlap the narrowest counts.");
    static final Key<List<String>> RADIUS_REALMS = KEYS.derived(
            "radius.realms", new Kind.Many<>(Words.DOMAIN_NAME, 100),
            "provider.domain", "[isp.example]", values -> List.of(values.get(ProviderKeys.PROVIDER_DOMAIN)),
            "A login that comes with one of these behind an @ is the login before it; with another one it is"
                    + " nobody's.");
    static final Key<Integer> RADIUS_AT_ONCE = KEYS.fixed(
            "radius.reports-at-once", Amounts.count(1, 1_000), "200",
            "Reports that are written down at the same time; others wait. Those that come together share a commit.");
    static final Key<Integer> RADIUS_DISCONNECT_PORT = KEYS.fixed(
            "radius.disconnect-port", Amounts.count(1, 65_535), "3799",
            "The UDP port of the access servers where sign-on clear asks them to end a session (RFC 5176).");

    private SignOnKeys() {}

    private static Settings.AccessServer accessServer(String text) throws WrongValue {
        String[] words = text.strip().split(" +", 2);
        if (words.length < 2) {
            throw new WrongValue("has no secret", "Write " + ACCESS_SERVER.shape() + ".");
        }
        return new Settings.AccessServer(
                Literals.ADDRESS_OR_RANGE.reader().read(words[0]), Words.PATH.reader().read(words[1]));
    }

    /** In the order of the sample. */
    static List<Key<?>> all() {
        return KEYS.inOrder();
    }
}
