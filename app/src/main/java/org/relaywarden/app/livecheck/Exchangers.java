// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.livecheck;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
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
        Optional<String> trouble = found.values().isEmpty()
                ? Optional.of(found.trouble())
                : found.values().stream().limit(LOOKED_AT_MAX).flatMap(mx -> elsewhere(mx).stream()).findFirst();
        return trouble
                .map(what -> Checked.wrong(
                        item, expected, what,
                        "Give " + domain + " an MX record of " + ours.mxNames().getFirst() + ", and no other: a probe"
                                + " that does not come back proves nothing."))
                .orElseGet(() -> Checked.ok(item, expected, domain + " goes to " + names(found.values())));
    }

    private Optional<String> elsewhere(MxRecord mx) {
        if (mx.name().isEmpty()) {
            return Optional.of("it says that it takes no mail (a null MX, RFC 7505)");
        }
        Entry<InetAddress> at = directory.addresses(mx.name());
        if (at.values().isEmpty()) {
            return Optional.of("an MX record points at " + mx.name() + ", and " + at.trouble());
        }
        return at.values().stream().allMatch(this::isOurs)
                ? Optional.empty()
                : Optional.of("an MX record points at " + mx.name() + ", which is at " + Directory.texts(at.values()));
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
        List<String> troubles = new ArrayList<>();
        if (found.values().size() < 2) {
            troubles.add(found.values().isEmpty() ? found.trouble() : "there is one MX record alone");
        } else {
            int last = found.values().getLast().preference();
            List<MxRecord> lasts = found.values().stream().filter(mx -> mx.preference() == last).toList();
            List<MxRecord> firsts = found.values().stream().filter(mx -> mx.preference() < last).toList();
            firsts.stream().limit(LOOKED_AT_MAX).flatMap(mx -> elsewhere(mx).stream()).forEach(troubles::add);
            if (firsts.isEmpty()) {
                troubles.add("all its MX records have the same preference");
            } else if (lasts.stream().limit(LOOKED_AT_MAX).noneMatch(mx -> isAt(mx, host))) {
                troubles.add("the last MX record points at " + lasts.getFirst().name() + ", which is not at the host");
            }
        }
        return troubles.isEmpty()
                ? Checked.ok(item, expected, name + " goes to " + names(found.values()))
                : Checked.wrong(
                        item, expected, String.join("; ", troubles),
                        "Make the records as docs/verdicts.md shows them, for every host; else test R20 says nothing"
                                + " there.");
    }

    private boolean isAt(MxRecord mx, InetAddress host) {
        return directory.addresses(mx.name()).values().equals(Collections.singletonList(host));
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
