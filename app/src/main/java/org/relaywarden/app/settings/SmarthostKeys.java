// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.relaywarden.app.yaml.Amounts;
import org.relaywarden.app.yaml.Catalogue;
import org.relaywarden.app.yaml.Key;
import org.relaywarden.app.yaml.Kind;
import org.relaywarden.app.yaml.Literals;
import org.relaywarden.app.yaml.Network;
import org.relaywarden.app.yaml.WrongValue;

/** The part of the catalogue about the smarthost (B17). */
final class SmarthostKeys {

    private static final Catalogue KEYS = new Catalogue();

    /** What unix(7) allows, less the zero at the end. */
    private static final int SOCKET_PATH_BYTES_MAX = 107;

    private static final Kind.One<Path> SOCKET = new Kind.One<>(
            "the whole path of a socket, such as /run/dovecot/relaywarden-auth", SmarthostKeys::socket);

    static final Key<List<InetSocketAddress>> LISTEN = KEYS.fixed(
            "smarthost.listen", new Kind.Many<>(Literals.LISTENER_ADDRESS, 16), "[]",
            "Where customers hand in mail for the world (docs/smarthost.md): ports 25 and 587 of an address other than"
                    + " intake.listen's. None, and the program is no smarthost.");
    static final Key<List<InetSocketAddress>> LISTEN_TLS = KEYS.fixed(
            "smarthost.listen-tls", new Kind.Many<>(Literals.LISTENER_ADDRESS, 16), "[]",
            "The same with TLS from the first byte on: port 465.");
    static final Key<List<Network>> NETWORKS = KEYS.fixed(
            "smarthost.networks", new Kind.Many<>(Literals.ADDRESS_OR_RANGE, 1_000), "[]",
            "Your own ranges, from which anybody may send anywhere without a login. Fixed addresses of customers whom"
                    + " the books say to use the smarthost may so too; all others log in.");
    static final Key<Optional<Path>> AUTH_SOCKET = KEYS.derived(
            "smarthost.auth-socket", SOCKET.orNone(), "none, and nobody can log in", "/run/dovecot/relaywarden-auth",
            _ -> Optional.empty(),
            "Where Dovecot's auth service answers about logins and passwords; the program must be allowed to write to"
                    + " it.");
    static final Key<Integer> RECIPIENTS_PER_HOUR_MAX = KEYS.fixed(
            "smarthost.recipients-per-hour-max", Amounts.count(1, 1_000_000), "1000",
            "Recipients of one sender in an hour, by its login, or its address where there is none; one more is put"
                    + " off with 452, so that one broken host does not flood the world.");
    static final Key<List<InetAddress>> SOURCES = KEYS.fixed(
            "smarthost.source-addresses", new Kind.Many<>(Literals.ADDRESS, 100), "[]",
            "Where the world is dialled from; none, and the system picks. Each host is always dialled from the same"
                    + " one of its address family, and not at all where there is none.");
    static final Key<Integer> CONNECTIONS_MAX = KEYS.fixed(
            "smarthost.connections-max", Amounts.count(1, 10_000), "100",
            "Connections on which mail is handed over to the world at once; a host that is dialled and does not answer"
                    + " yet takes none of them.");
    static final Key<Integer> CONNECTIONS_PER_DOMAIN_MAX = KEYS.fixed(
            "smarthost.connections-per-domain-max", Amounts.count(1, 1_000), "5",
            "The same for one domain, or to outgoing.relay.");

    private SmarthostKeys() {}

    private static Path socket(String text) throws WrongValue {
        if (!text.startsWith("/") || text.getBytes(StandardCharsets.UTF_8).length > SOCKET_PATH_BYTES_MAX
                || text.chars().anyMatch(Character::isISOControl)) {
            throw new WrongValue("not the path of a socket", "Write a whole path of at most " + SOCKET_PATH_BYTES_MAX
                    + " bytes, such as /run/dovecot/relaywarden-auth.");
        }
        return Path.of(text);
    }

    /** In the order of the sample. */
    static List<Key<?>> all() {
        return KEYS.inOrder();
    }
}
