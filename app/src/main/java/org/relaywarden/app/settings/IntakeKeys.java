// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.relaywarden.app.yaml.Amounts;
import org.relaywarden.app.yaml.Catalogue;
import org.relaywarden.app.yaml.Key;
import org.relaywarden.app.yaml.Kind;
import org.relaywarden.app.yaml.Literals;
import org.relaywarden.app.yaml.Network;
import org.relaywarden.app.yaml.Words;

/** The part of the catalogue about mail in, and the filters that judge it. */
final class IntakeKeys {

    private static final Catalogue KEYS = new Catalogue();

    static final Key<List<InetSocketAddress>> INTAKE_LISTEN = KEYS.fixed(
            "intake.listen", new Kind.Many<>(Literals.LISTENER_ADDRESS, 16), "[127.0.0.1:2525]",
            "Where mail is taken. The world's mail, and probes that come back, arrive on port 25 of a public address;"
                    + " until then nobody but this machine gets in.");
    static final Key<Long> INTAKE_MESSAGE_MAX = KEYS.fixed(
            "intake.message-size-max", Amounts.size("64KiB", "1GiB"), "50MiB",
            "A larger message is refused with 552 before or after DATA, and its sender gets it back.");
    static final Key<Integer> INTAKE_SESSIONS_MAX = KEYS.fixed(
            "intake.sessions-max", Amounts.count(1, 100_000), "2000",
            "Sessions at once; one more is answered 421 and comes again later.");
    static final Key<Integer> INTAKE_SESSIONS_PER_PEER_MAX = KEYS.fixed(
            "intake.sessions-per-peer-max", Amounts.count(1, 100_000), "50",
            "The same from one IPv4 address or one IPv6 /64, so that one peer does not keep the others out.");
    static final Key<Integer> INTAKE_SESSIONS_PER_NETWORK_MAX = KEYS.derived(
            "intake.sessions-per-network-max", Amounts.count(1, 1_000_000), "four times intake.sessions-per-peer-max",
            "200",
            values -> 4 * values.get(INTAKE_SESSIONS_PER_PEER_MAX),
            "The same from one IPv4 /24 or one IPv6 /48.");
    static final Key<Integer> INTAKE_RECIPIENTS_MAX = KEYS.fixed(
            "intake.recipients-max", Amounts.count(100, 10_000), "1000",
            "Recipients of one message; one more is answered 452, and its sender sends again for the rest.");
    static final Key<List<Network>> INTAKE_LINE_ENDS_MENDED = KEYS.fixed(
            "intake.bare-lf-normalized-from", new Kind.Many<>(Literals.ADDRESS_OR_RANGE, 100), "[]",
            "Old devices of your own, whose mail has a CR or LF that stands alone: it becomes CR LF. Their mail too"
                    + " ends with CR LF . CR LF and nothing else. All others' mail is refused for it, for that is how a"
                    + " second mail is smuggled past a server.");

    static final Key<Optional<Path>> INTAKE_CERTIFICATE = KEYS.derived(
            "intake.tls.certificate", Words.PATH.orNone(), "a certificate that the program makes and signs itself",
            "/etc/relaywarden/certificate.pem",
            values -> Optional.empty(),
            "The certificate that is shown when a sender asks for TLS: PEM, the server's own first, then those that"
                    + " issued it. Read again within a minute when it is renewed. Senders encrypt to the program's own"
                    + " as well; only who demands a trusted one needs another.");
    static final Key<Optional<Path>> INTAKE_KEY = KEYS.derived(
            "intake.tls.key", Words.PATH.orNone(), "that of the program's own certificate",
            "/etc/relaywarden/key.pem",
            values -> Optional.empty(),
            "The key of that certificate: PEM, RSA or EC, without a passphrase; keep it readable for the program"
                    + " alone.");

    static final Key<List<SocketAddress>> MILTERS = KEYS.fixed(
            "milter.addresses", new Kind.Many<>(Literals.MILTER_ADDRESS, 10), "[]",
            "Filters that judge customers' mail before it is kept, in this order: rspamd, ClamAV or any other milter"
                    + " (docs/milter.md).");
    static final Key<String> MILTER_AWAY = KEYS.fixed(
            "milter.when-away", Words.oneOf("defer", "accept"), "defer",
            "What becomes of mail that a milter can't judge, because it is away, silent or talks nonsense: its sender"
                    + " comes again, or it is kept unjudged.");
    static final Key<Duration> MILTER_DEADLINE = KEYS.fixed(
            "milter.deadline", Amounts.duration("1s", "5m"), "1m",
            "How long all milters together may take for one mail; after that they count as away. Senders give up after"
                    + " ten minutes, and send again.");

    private IntakeKeys() {}

    /** In the order of the sample. */
    static List<Key<?>> all() {
        return KEYS.inOrder();
    }
}
