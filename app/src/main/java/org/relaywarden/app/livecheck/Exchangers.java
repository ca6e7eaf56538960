// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.livecheck;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.relaywarden.app.livecheck.Directory.Entry;
import org.relaywarden.app.settings.Settings;
import org.relaywarden.bsmtp.customers.AddressText;
import org.relaywarden.bsmtp.dns.NameServers.MxRecord;
import org.relaywarden.scanner.battery.OurNames;

/** Whether probes and their bounces find the way here: the records of docs/verdicts.md, "DNS for the tests". */
final class Exchangers {

    /** More of them, and the record is odd; each costs two questions. */
    private static final int LOOKED_AT_MAX = 5;

    private final Directory directory;
    private final Settings.Dns ours;

    Exchangers(Directory directory, Settings.Dns ours) {
        this.directory = directory;
        this.ours = ours;
    }

    /** The name by which we are known has addresses, and all of them are ours. */
    Checked hostName(String name) {
        String item = "our host name";
        String expected = name + " has an address, and none but " + ourAddresses();
        Entry<InetAddress> found = directory.addresses(name);
        if (found.silent()) {
            return Checked.unknown(item, expected, found.trouble(), "");
        }
        List<InetAddress> others = found.values().stream().filter(address -> !isOurs(address)).toList();
        if (!found.values().isEmpty() && others.isEmpty()) {
            return Checked.ok(item, expected, name + " is at " + Directory.texts(found.values()));
        }
        return Checked.wrong(
                item, expected,
                found.values().isEmpty() ? found.trouble() : name + " is at " + Directory.texts(found.values()),
                "Mend its A and AAAA records, or provider.host-name, or name in dns.public-addresses where the world"
                        + " reaches this server.");
    }

    /** All mail for this domain comes here. */
    Checked pointsHere(String item, String domain) {
        String expected = "all MX records of " + domain + " point at " + String.join(" or ", ours.mxNames())
                + ", at " + ourAddresses();
        Entry<MxRecord> found = directory.exchangers(domain);
        if (found.silent()) {
            return Checked.unknown(item, expected, found.trouble(), "");
        }
        List<Trouble> troubles = found.values().isEmpty()
                ? List.of(new Trouble(found.trouble(), false))
                : elsewhere(found.values());
        return checked(
                item, expected, troubles, domain + " goes to " + names(found.values()),
                "Give " + domain + " an MX record of " + ours.mxNames().getFirst() + ", and no other: a probe that does not"
                        + " come back proves nothing.");
    }

    /**
     * What is wrong with a record.
     *
     * @param silent whether nobody answered, so that it may be right
     */
    private record Trouble(String what, boolean silent) {}

    private static Checked checked(String item, String expected, List<Trouble> troubles, String well, String remedy) {
        if (troubles.isEmpty()) {
            return Checked.ok(item, expected, well);
        }
        String found = troubles.stream().map(Trouble::what).collect(Collectors.joining("; "));
        return troubles.stream().allMatch(Trouble::silent)
                ? Checked.unknown(item, expected, found, "")
                : Checked.wrong(item, expected, found, remedy);
    }

    private List<Trouble> elsewhere(List<MxRecord> exchangers) {
        return exchangers.stream().limit(LOOKED_AT_MAX).flatMap(mx -> elsewhere(mx).stream()).toList();
    }

    private Optional<Trouble> elsewhere(MxRecord mx) {
        if (mx.name().isEmpty()) {
            return Optional.of(new Trouble("it says that it takes no mail (a null MX, RFC 7505)", false));
        }
        Entry<InetAddress> at = directory.addresses(mx.name());
        String record = "an MX record points at " + mx.name();
        if (at.values().isEmpty()) {
            return Optional.of(new Trouble(record + ", and " + at.trouble(), at.silent()));
        }
        return at.values().stream().allMatch(this::isOurs)
                ? Optional.empty()
                : Optional.of(new Trouble(record + ", which is at " + Directory.texts(at.values()), false));
    }

    /** R20: the collector first, the host last. */
    Checked backup(InetAddress host, String mxDomain) {
        String name = OurNames.mxLabel(host) + "." + mxDomain;
        String item = "R20 " + AddressText.of(host);
        String expected = "the MX records of " + name + " lead here first and to " + AddressText.of(host) + " last";
        Entry<MxRecord> found = directory.exchangers(name);
        if (found.silent()) {
            return Checked.unknown(item, expected, found.trouble(), "");
        }
        List<Trouble> troubles = found.values().size() < 2
                ? List.of(new Trouble(found.values().isEmpty() ? found.trouble() : "there is one MX record alone", false))
                : order(found.values(), host);
        return checked(
                item, expected, troubles, name + " goes to " + names(found.values()),
                "Make the records as docs/verdicts.md shows them, for every host; else test R20 says nothing there.");
    }

    /** @param exchangers two or more, the preferred first */
    private List<Trouble> order(List<MxRecord> exchangers, InetAddress host) {
        MxRecord last = exchangers.getLast();
        List<MxRecord> firsts =
                exchangers.stream().filter(mx -> mx.preference() < last.preference()).toList();
        if (firsts.size() < exchangers.size() - 1) {
            return List.of(new Trouble("several MX records have the last preference", false));
        }
        // The host's own name may stand between: Sendmail knows itself by it, and by no other.
        List<MxRecord> strangers = firsts.stream()
                .filter(mx -> mx.preference() == exchangers.getFirst().preference() || !isAt(mx, host))
                .toList();
        List<Trouble> troubles = new ArrayList<>(elsewhere(strangers));
        Entry<InetAddress> at = directory.addresses(last.name());
        if (!at.values().equals(List.of(host))) {
            troubles.add(new Trouble(
                    "the last MX record points at " + last.name() + ", which is not at the host alone", at.silent()));
        }
        return troubles;
    }

    private boolean isAt(MxRecord mx, InetAddress host) {
        return directory.addresses(mx.name()).values().equals(List.of(host));
    }

    private boolean isOurs(InetAddress address) {
        return ours.publicAddresses().contains(address);
    }

    private String ourAddresses() {
        return ours.publicAddresses().isEmpty()
                ? "(dns.public-addresses, which is empty)"
                : Directory.texts(ours.publicAddresses());
    }

    private static String names(List<MxRecord> exchangers) {
        return exchangers.stream().map(mx -> mx.preference() + " " + mx.name()).collect(Collectors.joining(", "));
    }
}
