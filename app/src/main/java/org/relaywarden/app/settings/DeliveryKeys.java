// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.relaywarden.app.yaml.Amounts;
import org.relaywarden.app.yaml.Catalogue;
import org.relaywarden.app.yaml.Key;
import org.relaywarden.app.yaml.Kind;
import org.relaywarden.app.yaml.Literals;
import org.relaywarden.app.yaml.Words;
import org.relaywarden.app.yaml.WrongValue;

/** The part of the catalogue about the provider's own addresses, and mail out. */
final class DeliveryKeys {

    private static final Catalogue KEYS = new Catalogue();

    private static final String FROM = " from ";

    /** B14: a range is announced with the day from which it is used. */
    private static final Kind.One<AnnouncedRange> ANNOUNCED_RANGE = new Kind.One<>(
            "a range such as 192.0.2.0/24, or one with the day from which it is used, such as 192.0.2.0/24 from"
                    + " 2027-01-15",
            DeliveryKeys::announced);

    static final Key<List<AnnouncedRange>> DELIVERY_RANGES = KEYS.fixed(
            "network.delivery-ranges", new Kind.Many<>(ANNOUNCED_RANGE, 100), "[]",
            "The announced ranges that mail is delivered from. They pass every filter, so customers may close port"
                    + " 25 for all others. Announce a new one with the day from which it is used: no mail comes from it"
                    + " before.");
    static final Key<List<InetAddress>> PROBE_ADDRESSES = KEYS.fixed(
            "network.probe-addresses", new Kind.Many<>(Literals.ADDRESS, 100), "[]",
            "Addresses that blocked hosts are tested from. They pass every filter: without one, no customer could"
                    + " show that the host is mended.");
    static final Key<List<InetAddress>> SMARTHOST_ADDRESSES = KEYS.fixed(
            "network.smarthost-addresses", new Kind.Many<>(Literals.ADDRESS, 100), "[]",
            "Where our own smarthost (this program's too) and webmail send from. A probe that comes back from there"
                    + " went through it, so the relay's access to the smarthost is blocked too. A mail from there to a"
                    + " customer's domain triggers its delivery, for they take mail of our own accounts only.");

    static final Key<List<InetAddress>> DELIVERY_SOURCES = KEYS.fixed(
            "delivery.source-addresses", new Kind.Many<>(Literals.ADDRESS, 100), "[]",
            "Where waiting mail is delivered from; none, and the system picks. Customers close port 25 for all but"
                    + " network.delivery-ranges, so they must be in them. Each host is always dialled from the same one"
                    + " of its address family, and not at all where there is none.");
    static final Key<Duration> DELIVERY_RETRY = KEYS.fixed(
            "delivery.retry-every", Amounts.duration("1m", "1d"), "20m",
            "How long mail waits after a try that left it behind. New mail dials at once, unless the last dial"
                    + " failed.");
    static final Key<Integer> DELIVERY_RUNS = KEYS.fixed(
            "delivery.runs-at-once", Amounts.count(1, 10_000), "100",
            "Customers' hosts that are served at the same time; each has one connection, and others wait for their"
                    + " turn.");
    static final Key<Boolean> DELIVERY_TLS = KEYS.fixed(
            "delivery.start-tls", Words.YES_OR_NO, "true",
            "Whether mail is encrypted on its way to hosts that offer it, whatever certificate they show. A host whose"
                    + " TLS does not work gets it in the clear.");

    static final Key<Optional<Duration>> DELAY_NOTICE = KEYS.derived(
            "delivery.delay-notice-after", Amounts.duration("30m", "30d").orNone(), "none, and nobody is told", "4h",
            values -> Optional.empty(),
            "When mail has waited so long its sender is told, once, that it is not lost and that we keep trying. Most"
                    + " customers' hosts are offline for hours as a matter of course, so think twice. Needs"
                    + " outgoing.relay or smarthost.listen.");

    static final Key<Optional<InetSocketAddress>> OUTGOING_RELAY = KEYS.derived(
            "outgoing.relay", Literals.LISTENER_ADDRESS.orNone(),
            "none: bounces wait, but with smarthost.listen all goes to the recipients' own mail servers",
            "192.0.2.30:25",
            values -> Optional.empty(),
            "The mail server that takes the program's bounces, and what customers hand to its smarthost, and sends them"
                    + " on into the world.");

    private DeliveryKeys() {}

    /** In the order of the sample. */
    static List<Key<?>> all() {
        return KEYS.inOrder();
    }

    private static AnnouncedRange announced(String text) throws WrongValue {
        int at = text.indexOf(FROM);
        if (at < 0) {
            return new AnnouncedRange(Literals.RANGE.reader().read(text), Optional.empty());
        }
        try {
            LocalDate day = LocalDate.parse(text.substring(at + FROM.length()));
            return new AnnouncedRange(Literals.RANGE.reader().read(text.substring(0, at)), Optional.of(day));
        } catch (DateTimeParseException noDay) {
            throw new WrongValue("not a range with a day", "Write " + ANNOUNCED_RANGE.shape() + ".");
        }
    }
}
